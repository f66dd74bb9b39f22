package io.millrace.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Prints a script for a shell. */
@Command(
        name = "completion",
        description = "Print the script by which a shell completes commands and options.",
        footer = {
            "",
            "bash: source <(./millrace completion bash)",
            "zsh:  source <(./millrace completion zsh)",
            "To have it in every shell, write it to a file that ~/.bashrc or ~/.zshrc sources."
        })
final class CompletionCommand implements Callable<Integer> {

    /** Commands of the launcher, which this program does not know otherwise. */
    private static final List<String> OF_THE_LAUNCHER =
            List.of("demo", "cluster", "test", "install", "bench", "simulate");

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell = "";

    private final Environment environment;

    CompletionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new UsageException("Shell is not known: shell=" + shell + "; give bash or zsh");
        }
        CommandLine all = Cli.commandLine(environment);
        for (String name : OF_THE_LAUNCHER) {
            all.addSubcommand(name, new CommandLine(CommandSpec.create().name(name)));
        }
        // One script for both: it brings bash's way of completion to zsh by itself.
        environment.out().print(AutoComplete.bash(Cli.NAME, all));
        environment.out().flush();
        return ExitCode.OK.number();
    }
}
