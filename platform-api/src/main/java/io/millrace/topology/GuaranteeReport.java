package io.millrace.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * What a topology promises for the case that something fails, computed of what it asks for and what its sources and sinks
 * can do.
 *
 * @param asked how it is to be kept against failures
 * @param paths each source with each sink that its records may reach, in the order of the steps
 */
public record GuaranteeReport(Checkpointing asked, List<PathGuarantee> paths) {

    /** Keeps its own copy of the list. */
    public GuaranteeReport {
        paths = List.copyOf(paths);
    }

    static GuaranteeReport of(Topology topology) {
        Map<String, Set<Step>> sources = new LinkedHashMap<>();
        List<PathGuarantee> paths = new ArrayList<>();
        for (Step step : topology.steps()) {
            Set<Step> reaching = new LinkedHashSet<>();
            if (step.spec().isSource()) {
                reaching.add(step);
            }
            step.inputs().forEach(input -> reaching.addAll(sources.getOrDefault(input.from(), Set.of())));
            sources.put(step.name(), reaching);
            if (step.spec().isSink()) {
                Guarantee asked = topology.checkpointing().guarantee();
                reaching.forEach(source -> paths.add(PathGuarantee.of(source, step, asked)));
            }
        }
        return new GuaranteeReport(topology.checkpointing(), paths);
    }

    /** The weakest path of each sink: what its results can be relied on for. */
    public List<PathGuarantee> weakest() {
        Map<String, PathGuarantee> bySink = new LinkedHashMap<>();
        for (PathGuarantee path : paths) {
            bySink.merge(path.sink(), path, BinaryOperator.minBy(Comparator.comparing(PathGuarantee::guarantee)));
        }
        return List.copyOf(bySink.values());
    }
}
