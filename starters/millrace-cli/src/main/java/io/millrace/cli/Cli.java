package io.millrace.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: its commands, and what becomes of failures. */
final class Cli {

    static final String NAME = "millrace";

    private static final int HELP_WIDTH = 100;

    private Cli() {}

    /** Runs a command, and yields the exit code. */
    static int run(Environment environment, String... args) {
        int code = commandLine(environment).execute(args);
        environment.out().flush();
        environment.err().flush();
        return code;
    }

    static CommandLine commandLine(Environment environment) {
        CommandLine all = new CommandLine(new RootCommand());
        List.of(
                        new StatusCommand(environment),
                        new AppsCommand(environment),
                        new AppCommand(environment),
                        new TasksCommand(environment),
                        new MetricsCommand(environment),
                        new EventsCommand(environment),
                        new LogsCommand(environment),
                        new StartCommand(environment),
                        new StopCommand(environment),
                        new CancelCommand(environment),
                        new DrainCommand(environment),
                        new RestartCommand(environment),
                        new CheckpointsCommand(environment),
                        new SavepointsCommand(environment),
                        new SavepointCommand(environment),
                        new DeadLettersCommand(environment),
                        new RecordsCommand(environment),
                        new MembersCommand(environment),
                        new ConfigCommand(environment),
                        new AuditCommand(environment))
                .forEach(all::addSubcommand);
        all.addSubcommand(new CommandLine(new TokenCommand())
                .addSubcommand(new TokenNewCommand(environment))
                .addSubcommand(new TokenCheckCommand(environment)));
        all.addSubcommand(new CompletionCommand(environment));
        String version = Cli.class.getPackage().getImplementationVersion();
        all.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        all.getCommandSpec().version("millrace " + (version == null ? "unknown" : version));
        all.setOut(environment.out());
        all.setErr(environment.err());
        all.setColorScheme(CommandLine.Help.defaultColorScheme(
                environment.isColoured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        all.setParameterExceptionHandler((failure, args) -> misused(failure, environment));
        all.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, parsed, environment));
        describe(all);
        return all;
    }

    /** What the help of all commands has in common. */
    private static void describe(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .synopsisHeading("Usage: ")
                .sortOptions(false)
                .width(HELP_WIDTH)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this.")
                        .build());
        command.getSubcommands().values().stream().distinct().forEach(Cli::describe); // Aliases come twice.
    }

    private static int misused(ParameterException failure, Environment environment) {
        boolean isColoured = environment.isColoured();
        Failures.print(new UsageException(sentence(failure)), environment.err(), isColoured, false);
        return ExitCode.USAGE.number();
    }

    private static String sentence(ParameterException failure) {
        String help = "see " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            List<String> near = unmatched.getSuggestions();
            String what = unmatched.isUnknownOption() ? "Option" : "Argument";
            return what + " is not known: " + argument + "; "
                    + (near.isEmpty() ? help : "did you mean " + String.join(" or ", near.subList(0, 1)) + "? " + help);
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof MissingParameterException) {
            return message + "; " + help;
        }
        return message.contains("; ") ? message : message + "; " + help;
    }

    private static int failed(Exception failure, @Nullable ParseResult parsed, Environment environment) {
        boolean isDebugging = parsed != null && isDebugging(parsed);
        Failures.print(failure, environment.err(), environment.isColoured(), isDebugging);
        return ExitCode.of(failure).number();
    }

    private static boolean isDebugging(ParseResult parsed) {
        return parsed.asCommandLineList().stream()
                .map(CommandLine::getParseResult)
                .anyMatch(each -> each.hasMatchedOption("--debug"));
    }
}
