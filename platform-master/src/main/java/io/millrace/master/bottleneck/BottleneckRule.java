package io.millrace.master.bottleneck;

import io.millrace.master.bottleneck.Bottleneck.Cause;
import io.millrace.master.bottleneck.Bottleneck.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the stage that holds back others.
 *
 * <p>A stage is held back if one of its tasks has waited for room in its output for a tenth of the time or more. Whoever
 * holds it back is downstream: of the stages that read from it, the one whose input presses most. If that one is held back
 * itself, the way goes on from there, until it comes to a stage that waits for nobody. The bottleneck is the last stage on
 * this way that has a hot task; only where none has, it is the one at the end. For behind a hot task others wait, too: while
 * a barrier is on its way, the next stage takes nothing from the quick tasks before the slow one has sent it on. Where
 * several are found, it is the one for which somebody waits most.
 *
 * <p>Where nobody waits, the busiest stage is told: a task that has had work in four fifths of the time is
 * hot: it has next to none left.
 *
 * <p>Why a bottleneck is slow is told by its tasks. If all are hot, there is too much work; if a few are, and get more than
 * twice the records of the others, the records are dealt unevenly; if they get no more, these tasks are slow. If no task is
 * hot, it waits for something that no share tells of.
 */
public final class BottleneckRule {

    private BottleneckRule() {}

    /**
     * Finds it.
     *
     * @param tasks tasks of the topology of which something is known
     * @param edges all edges of the topology
     */
    public static Bottleneck find(List<TaskLoad> tasks, List<StepEdge> edges) {
        StageGraph graph = new StageGraph(tasks, edges);
        if (graph.stages().isEmpty()) {
            return Bottleneck.UNKNOWN;
        }
        Map<StageLoad, List<StageLoad>> heldBy = new LinkedHashMap<>();
        graph.stages().stream()
                .filter(StageLoad::isHeldBack)
                .sorted(Comparator.comparingDouble(StageLoad::waiting).reversed())
                .forEach(stage -> blame(follow(stage, graph), stage, heldBy));
        return heldBy.entrySet().stream()
                .findFirst()
                .map(held -> heldBack(held.getKey(), held.getValue(), graph))
                .orElseGet(() -> busiest(graph));
    }

    private static void blame(StageLoad culprit, StageLoad held, Map<StageLoad, List<StageLoad>> heldBy) {
        if (!culprit.equals(held)) {
            heldBy.computeIfAbsent(culprit, stage -> new ArrayList<>()).add(held);
        }
    }

    /** Whom the way downstream leads to; to the stage itself if nobody else is known to be at fault. */
    private static StageLoad follow(StageLoad held, StageGraph graph) {
        Set<String> seen = new HashSet<>();
        StageLoad at = held;
        StageLoad lastHot = null;
        while (seen.add(at.name())) {
            lastHot = at.hotTasks() > 0 ? at : lastHot;
            at = at.isHeldBack() ? next(at, graph) : at;
        }
        return lastHot == null ? at : lastHot;
    }

    private static StageLoad next(StageLoad from, StageGraph graph) {
        return graph.readersOf(from).stream()
                .max(Comparator.comparingDouble(StageLoad::pressure))
                .orElse(from);
    }

    private static Bottleneck heldBack(StageLoad culprit, List<StageLoad> held, StageGraph graph) {
        return bottleneck(
                Verdict.HELD_BACK,
                culprit.cause(graph.isKeyed(culprit)),
                culprit,
                held.stream().map(StageLoad::steps).toList());
    }

    private static Bottleneck busiest(StageGraph graph) {
        StageLoad busiest = graph.stages().stream()
                .max(Comparator.comparingDouble(stage -> stage.hottest().load()))
                .orElseThrow();
        Verdict verdict = Verdict.NOTHING;
        if (busiest.hotTasks() > 0) {
            verdict = graph.isSource(busiest) ? Verdict.SOURCE_SETS_PACE : Verdict.NEAR_LIMIT;
        }
        return bottleneck(verdict, Cause.NONE, busiest, List.of());
    }

    private static Bottleneck bottleneck(Verdict verdict, Cause cause, StageLoad stage, List<List<String>> holdsBack) {
        TaskLoad hottest = stage.hottest();
        return new Bottleneck(
                verdict,
                cause,
                stage.steps(),
                holdsBack,
                hottest.busy(),
                hottest.waitingForThread(),
                stage.tasks().size(),
                stage.hotTasks());
    }
}
