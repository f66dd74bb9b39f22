package io.millrace.master.live;

import io.millrace.master.bottleneck.TaskLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a step have spent the last few seconds on. Steps that are fused run in the same tasks, and have the same.
 * Of a step that works in two stages it is the one that is busier.
 *
 * @param busy share of the time in which a task was at work, on the average, from 0 to 1
 * @param waitingForCredit share in which its output was full
 * @param waitingForThread share in which it had work and its thread did that of others
 * @param idle share in which there was nothing to do
 * @param queueFill how full the fullest input of all tasks is, or null if they have none
 * @param tasks how many tasks that are
 * @param hotTasks how many of them have next to no time left
 */
public record OperatorLoadResource(
        double busy,
        double waitingForCredit,
        double waitingForThread,
        double idle,
        @Nullable Double queueFill,
        int tasks,
        int hotTasks) {

    /** The load of each step of which something is known. */
    static Map<String, OperatorLoadResource> byStep(List<TaskResource> tasks) {
        Map<String, List<TaskResource>> byStage = new LinkedHashMap<>();
        tasks.stream()
                .filter(task -> task.busy() != null)
                .forEach(task -> byStage.computeIfAbsent(task.stage(), stage -> new ArrayList<>())
                        .add(task));
        Map<String, OperatorLoadResource> loads = new LinkedHashMap<>();
        byStage.values().forEach(stage -> {
            OperatorLoadResource load = of(stage);
            stage.get(0)
                    .operators()
                    .forEach(step -> loads.merge(step, load, (one, other) -> one.busy < other.busy ? other : one));
        });
        return loads;
    }

    /** Four digits: more mean nothing, and are sent each second. */
    static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }

    private static OperatorLoadResource of(List<TaskResource> tasks) {
        return new OperatorLoadResource(
                average(tasks, TaskResource::busy),
                average(tasks, TaskResource::waitingForCredit),
                average(tasks, TaskResource::waitingForThread),
                average(tasks, TaskResource::idle),
                tasks.stream()
                        .map(TaskResource::queueFill)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .map(OperatorLoadResource::rounded)
                        .orElse(null),
                tasks.size(),
                (int) tasks.stream().filter(OperatorLoadResource::isHot).count());
    }

    private static boolean isHot(TaskResource task) {
        Double busy = task.busy();
        Double thread = task.waitingForThread();
        return busy != null && thread != null && TaskLoad.isHot(busy + thread);
    }

    private static double average(List<TaskResource> tasks, Function<TaskResource, @Nullable Double> share) {
        return rounded(tasks.stream()
                .map(share)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0));
    }
}
