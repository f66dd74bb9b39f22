package io.millrace.worker.plan;

import io.millrace.topology.Guarantee;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

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

    /** The parts that hang together by exchanges, each a plan of its own; what fails in one concerns no other. */
    public List<Plan> regions() {
        Map<Stage, Set<Stage>> regionOf = new LinkedHashMap<>();
        stages.forEach(stage -> regionOf.put(stage, new LinkedHashSet<>(Set.of(stage))));
        for (Exchange exchange : exchanges) {
            Set<Stage> joined =
                    Objects.requireNonNull(regionOf.get(exchange.from().stage()));
            Set<Stage> other = Objects.requireNonNull(regionOf.get(exchange.to()));
            if (joined != other) {
                joined.addAll(other);
                other.forEach(stage -> regionOf.put(stage, joined));
            }
        }
        return new LinkedHashSet<>(regionOf.values()).stream().map(this::only).toList();
    }

    /**
     * A sum over everything that all executors of the topology have to see alike: who reads from whom, with how many tasks.
     * Types are agreed on where their records go over the wire.
     */
    public int checksum() {
        CRC32C sum = new CRC32C();
        String text = topology.name() + "/" + topology.keyGroups().count() + this;
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    /**
     * Whether tasks of a stage write what nobody can fence: results of an exactly-once topology that overwrite others. Of two
     * that live at once the older one could put an old value over a new one.
     */
    public boolean isBoundByLease(Stage stage) {
        return topology.checkpointing().guarantee() == Guarantee.EXACTLY_ONCE
                && stage.nodes().stream()
                        .anyMatch(node -> node.step().spec() instanceof StepSpec.WriteSink write
                                && write.isIdempotent()
                                && !write.isTransactional());
    }

    /** Whether there are such stages. */
    public boolean hasBoundByLease() {
        return stages.stream().anyMatch(this::isBoundByLease);
    }

    private Plan only(Set<Stage> region) {
        return new Plan(
                topology,
                stages.stream().filter(region::contains).toList(),
                exchanges.stream()
                        .filter(exchange -> region.contains(exchange.to()))
                        .toList());
    }

    @Override
    public String toString() {
        return stages.stream().map(stage -> "\n  " + stage).collect(Collectors.joining())
                + exchanges.stream().map(exchange -> "\n  " + exchange).collect(Collectors.joining());
    }
}
