package io.millrace.cli;

import picocli.CommandLine.Command;

/** Stops a topology with a last checkpoint. */
@Command(name = "stop", description = "Stop a topology after a last checkpoint; a start goes on from it.")
final class StopCommand extends ControlCommand {

    StopCommand(Environment environment) {
        super(environment, "stop", Goal.STOP);
    }

    @Override
    String question(TopologyName topology) {
        return "Stop " + topology + "?";
    }
}
