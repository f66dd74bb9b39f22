package io.millrace.worker.plan;

import io.millrace.topology.Topology;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a topology is executed: stages of fused operators, and the exchanges between them.
 *
 * @param topology the topology
 * @param stages the stages, each after the stages that it reads from
 * @param exchanges the exchanges between them
 */
public record Plan(Topology topology, List<Stage> stages, List<Exchange> exchanges) {

    /** Exchanges into a stage. */
    public List<Exchange> into(Stage stage) {
        return exchanges.stream().filter(exchange -> exchange.to() == stage).toList();
    }

    @Override
    public String toString() {
        return stages.stream().map(stage -> "\n  " + stage).collect(Collectors.joining())
                + exchanges.stream().map(exchange -> "\n  " + exchange).collect(Collectors.joining());
    }
}
