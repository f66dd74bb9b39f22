package io.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tokens by which programs log in. */
@Command(name = "token", description = "Make a token for a program, or see what the one at hand is good for.")
final class TokenCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // By picocli.
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Command is missing: command=token; give token new or token check");
    }
}
