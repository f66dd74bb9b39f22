package io.millrace.cli;

import picocli.CommandLine.Command;

/** Stops a topology and starts it. */
@Command(name = "restart", description = "Stop a topology after a last checkpoint, and start it from there.")
final class RestartCommand extends ControlCommand {

    RestartCommand(Environment environment) {
        super(environment, "restart", Goal.RESTART);
    }
}
