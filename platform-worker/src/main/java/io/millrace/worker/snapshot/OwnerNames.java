package io.millrace.worker.snapshot;

import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import java.util.HashMap;
import java.util.Map;

/** Who owns the state of an operator today: steps bear their names, and those that they had before. */
public final class OwnerNames {

    private final Map<String, String> byFormerName = new HashMap<>();

    /** The names of a topology. */
    public OwnerNames(Topology topology) {
        for (Step step : topology.steps()) {
            step.formerly().forEach(former -> byFormerName.put(Step.canonicalName(former), step.name()));
        }
        for (Step step : topology.steps()) {
            byFormerName.put(Step.canonicalName(step.name()), step.name());
        }
    }

    /** Name that the owner bears today; the written one if it has no owner. */
    public String of(String writtenName) {
        return byFormerName.getOrDefault(Step.canonicalName(writtenName), writtenName);
    }
}
