package io.millrace.worker.snapshot;

import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who owns the state of an operator today: steps bear their names, and those that they had before. */
public final class OwnerNames {

    private final Map<String, String> byFormerName = new HashMap<>();
    private final Set<String> present = new HashSet<>();
    private final Set<String> droppable;

    /**
     * The names of a topology.
     *
     * @param droppable operators, and states as {@code operator/state}, that may be dropped if nobody owns them
     */
    public OwnerNames(Topology topology, Set<String> droppable) {
        this.droppable = Set.copyOf(droppable);
        topology.steps().forEach(step -> present.add(step.name()));
        for (Step step : topology.steps()) {
            step.formerly().forEach(former -> byFormerName.put(Step.canonicalName(former), step.name()));
        }
        for (Step step : topology.steps()) {
            byFormerName.put(Step.canonicalName(step.name()), step.name());
        }
    }

    /** Whether an operator is there today. */
    public boolean isPresent(String operator) {
        return present.contains(operator);
    }

    /** Whether an operator, or a state as {@code operator/state}, may be dropped if nobody owns it. */
    public boolean mayDrop(String name) {
        return droppable.contains(name) || droppable.contains(name.split("/", 2)[0]);
    }

    /** Name that the owner bears today; the written one if it has no owner. */
    public String of(String writtenName) {
        return byFormerName.getOrDefault(Step.canonicalName(writtenName), writtenName);
    }
}
