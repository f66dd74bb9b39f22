package io.millrace.worker;

import io.millrace.status.OperatorStatus;
import io.millrace.time.EventTime;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.task.OperatorCounters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums what the tasks have counted into the status of each step. Of a step in two stages, the first counts what comes in
 * and the second what goes out.
 */
final class OperatorStatuses {

    private OperatorStatuses() {}

    static List<OperatorStatus> of(Plan plan, List<TaskCounts> tasks) {
        return of(plan, tasks, Map.of());
    }

    /** The same, with what earlier tasks had counted. */
    static List<OperatorStatus> of(Plan plan, List<TaskCounts> tasks, Map<String, OperatorStatus> earlier) {
        Map<String, OperatorStatus> byName = new LinkedHashMap<>();
        Set<String> twoStage = new HashSet<>();
        for (Stage stage : plan.stages()) {
            for (PlanNode node : stage.nodes()) {
                String name = node.step().name();
                if (node.role() == PlanNode.Role.COMBINING) {
                    twoStage.add(name);
                } else {
                    byName.put(
                            name,
                            new OperatorStatus(
                                    name,
                                    stage.name(),
                                    stage.parallelism(),
                                    0,
                                    0,
                                    Map.of(),
                                    0,
                                    0,
                                    0,
                                    0,
                                    Long.MAX_VALUE,
                                    0));
                }
            }
        }
        for (TaskCounts task : tasks) {
            for (OperatorCounters.Snapshot counted : task.operators()) {
                byName.computeIfPresent(counted.operator(), (name, sum) -> add(sum, counted, task, twoStage));
            }
        }
        return plan.topology().steps().stream()
                .map(step -> byName.get(step.name()))
                .filter(Objects::nonNull)
                .map(status -> plus(status, earlier.get(status.name())))
                .map(status -> tasks.isEmpty() ? withoutWatermark(status) : status)
                .toList();
    }

    private static OperatorStatus plus(OperatorStatus status, @Nullable OperatorStatus earlier) {
        return earlier == null
                ? status
                : new OperatorStatus(
                        status.name(),
                        status.stage(),
                        status.parallelism(),
                        status.recordsIn() + earlier.recordsIn(),
                        status.recordsOut() + earlier.recordsOut(),
                        sum(status.sideRecordsOut(), earlier.sideRecordsOut()),
                        status.skippedRecords() + earlier.skippedRecords(),
                        status.deadLetters() + earlier.deadLetters(),
                        status.retries() + earlier.retries(),
                        status.lateRecords() + earlier.lateRecords(),
                        status.watermarkMillis(),
                        Math.max(status.maxOverflow(), earlier.maxOverflow()));
    }

    /** A minimum over no task is no watermark. */
    private static OperatorStatus withoutWatermark(OperatorStatus status) {
        return new OperatorStatus(
                status.name(),
                status.stage(),
                status.parallelism(),
                0,
                0,
                Map.of(),
                0,
                0,
                0,
                0,
                EventTime.NO_WATERMARK,
                0);
    }

    private static @Nullable OperatorStatus add(
            OperatorStatus sum, OperatorCounters.Snapshot counted, TaskCounts task, Set<String> twoStage) {
        boolean isFirstStage = !task.stageName().equals(sum.stage());
        // What a sender counts of the step that it sends to says nothing of the sender's own room.
        boolean isSendersOwn = isFirstStage && !twoStage.contains(sum.name());
        boolean isSecondStage = !isFirstStage && twoStage.contains(sum.name());
        return new OperatorStatus(
                sum.name(),
                sum.stage(),
                sum.parallelism(),
                sum.recordsIn() + (isSecondStage ? 0 : counted.recordsIn()),
                sum.recordsOut() + (isFirstStage ? 0 : counted.recordsOut()),
                sum(sum.sideRecordsOut(), counted.sideRecordsOut()),
                sum.skippedRecords() + counted.skippedRecords(),
                sum.deadLetters() + counted.deadLetters(),
                sum.retries() + counted.retries(),
                sum.lateRecords() + counted.lateRecords(),
                isFirstStage ? sum.watermarkMillis() : Math.min(sum.watermarkMillis(), counted.watermarkMillis()),
                isSendersOwn ? sum.maxOverflow() : Math.max(sum.maxOverflow(), task.maxOverflow()));
    }

    private static Map<String, Long> sum(Map<String, Long> left, Map<String, Long> right) {
        if (right.isEmpty()) {
            return left;
        }
        Map<String, Long> sum = new HashMap<>(left);
        right.forEach((output, records) -> sum.merge(output, records, Long::sum));
        return sum;
    }
}
