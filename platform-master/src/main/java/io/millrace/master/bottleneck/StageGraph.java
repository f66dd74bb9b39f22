package io.millrace.master.bottleneck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which stage gives records to which, from the steps in their tasks. */
final class StageGraph {

    private final Map<String, StageLoad> stages = new LinkedHashMap<>();
    private final List<StepEdge> edges;

    StageGraph(List<TaskLoad> tasks, List<StepEdge> edges) {
        Map<String, List<TaskLoad>> byStage = new LinkedHashMap<>();
        tasks.forEach(task ->
                byStage.computeIfAbsent(task.stage(), name -> new ArrayList<>()).add(task));
        byStage.forEach((name, loads) -> stages.put(name, new StageLoad(name, loads)));
        this.edges = List.copyOf(edges);
    }

    List<StageLoad> stages() {
        return List.copyOf(stages.values());
    }

    List<StageLoad> readersOf(StageLoad stage) {
        return stages.values().stream()
                .filter(other -> !other.name().equals(stage.name()) && feeds(stage.steps(), other.steps()))
                .toList();
    }

    boolean isSource(StageLoad stage) {
        return edges.stream().noneMatch(edge -> edge.to().equals(stage.steps().get(0)));
    }

    /** Whether records of one key go to one task of a stage. The second half of a step in two stages gets keys, too. */
    boolean isKeyed(StageLoad stage) {
        String first = stage.steps().get(0);
        return edges.stream().anyMatch(edge -> edge.to().equals(first) && edge.isKeyed());
    }

    private boolean feeds(List<String> from, List<String> to) {
        String first = to.get(0);
        // A step that works in two stages ends one of them and begins the other.
        if (from.size() > 1 && from.get(from.size() - 1).equals(first)) {
            return true;
        }
        return edges.stream()
                .anyMatch(edge -> edge.to().equals(first) && from.contains(edge.from()) && !from.contains(first));
    }
}
