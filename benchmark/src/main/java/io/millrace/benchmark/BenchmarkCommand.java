package io.millrace.benchmark;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.HelpOption;
import io.millrace.benchmark.compare.CompareCommand;
import io.millrace.benchmark.footprint.AllocationCommand;
import io.millrace.benchmark.footprint.IdleCommand;
import io.millrace.benchmark.footprint.SlowSinkCommand;
import io.millrace.benchmark.kafka.KafkaCommand;
import io.millrace.benchmark.latency.RareKeyCommand;
import io.millrace.benchmark.pass.FusedPassCommand;
import io.millrace.benchmark.pass.PassCommand;
import io.millrace.benchmark.rest.RestCommand;
import io.millrace.benchmark.shuffle.ShuffleCommand;
import io.millrace.benchmark.simulate.SimulateCommand;
import io.millrace.benchmark.state.StateCommand;
import io.millrace.benchmark.wordcount.WordCountCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The benchmarks, by name. Results go to standard output as JSON lines, everything else to standard error. */
@Command(
        name = "bench",
        description = "Measures Millrace. Results are JSON lines on standard output; see docs/benchmarks/README.md.",
        footer = {"", "`bench jmh [PATTERN]` runs the JMH benchmarks."})
public final class BenchmarkCommand implements Runnable {

    private final Console console;
    private final CommandLine commandLine = new CommandLine(this);

    private BenchmarkCommand(Console console) {
        this.console = console;
    }

    /** Runs one benchmark and exits: 0 after success, 1 after a failure, 2 for a wrong command line. */
    public static void main(String[] args) {
        System.exit(commandLine(Console.ofProcess()).execute(args));
    }

    static CommandLine commandLine(Console console) {
        BenchmarkCommand bench = new BenchmarkCommand(console);
        bench.commandLine
                .addSubcommand(new WordCountCommand(console))
                .addSubcommand(new PassCommand(console))
                .addSubcommand(new FusedPassCommand(console))
                .addSubcommand(new ShuffleCommand(console))
                .addSubcommand(new RareKeyCommand(console))
                .addSubcommand(new IdleCommand(console))
                .addSubcommand(new SlowSinkCommand(console))
                .addSubcommand(new AllocationCommand(console))
                .addSubcommand(new StateCommand(console))
                .addSubcommand(new KafkaCommand(console))
                .addSubcommand(new RestCommand(console))
                .addSubcommand(new CompareCommand(console))
                .addSubcommand(new SimulateCommand(console))
                .setOut(console.results())
                .setErr(console.progress())
                .setParameterExceptionHandler((e, args) -> refuse(e, console))
                .setExecutionExceptionHandler((e, command, parsed) -> fail(e, console));
        addHelp(bench.commandLine);
        bench.commandLine.getSubcommands().values().forEach(BenchmarkCommand::addHelp);
        return bench.commandLine;
    }

    private static void addHelp(CommandLine commandLine) {
        commandLine.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    }

    @Override
    public void run() {
        commandLine.usage(console.results());
    }

    private static int refuse(ParameterException e, Console console) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched && command.getParent() == null) {
            console.say("Unknown workload: workload=" + unmatched.getUnmatched().get(0) + "; use one of "
                    + String.join(", ", command.getSubcommands().keySet()) + ", jmh");
        } else {
            console.say(String.valueOf(e.getMessage()));
            console.say("See ./millrace " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    private static int fail(Exception e, Console console) {
        console.say(e.toString());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            console.say("Caused by " + cause);
        }
        return ExitCode.SOFTWARE;
    }
}
