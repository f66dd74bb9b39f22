package io.millrace.cli;

import picocli.CommandLine.Command;

/** Lets a topology come to its end. */
@Command(
        name = "drain",
        description = "Read no further, let all windows fire and all results come out; the topology is then FINISHED.")
final class DrainCommand extends ControlCommand {

    DrainCommand(Environment environment) {
        super(environment, "drain", Goal.DRAIN);
    }

    @Override
    String question(TopologyName topology) {
        return "Drain " + topology + "? Its sources read no further, all its windows fire, and it is then finished.";
    }
}
