package io.millrace.cli;

import picocli.CommandLine.Command;

/** Stops a topology at once. */
@Command(
        name = "cancel",
        description =
                "Stop a topology at once, without a last checkpoint; a start goes on from the last one of its run.")
final class CancelCommand extends ControlCommand {

    CancelCommand(Environment environment) {
        super(environment, "cancel", Goal.CANCEL);
    }

    @Override
    String question(TopologyName topology) {
        return "Cancel " + topology + "? No last checkpoint is taken; what came since the one before is read again.";
    }
}
