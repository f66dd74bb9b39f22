package io.millrace.worker;

import io.millrace.status.OperatorStatus;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.PlanNode;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sums what the tasks have counted into the status of each step. */
final class OperatorStatuses {

    private OperatorStatuses() {}

    static List<OperatorStatus> of(Plan plan, List<Task> tasks) {
        Map<String, OperatorStatus> byName = new LinkedHashMap<>();
        for (Stage stage : plan.stages()) {
            for (PlanNode node : stage.nodes()) {
                if (node.role() == PlanNode.Role.WHOLE) {
                    String name = node.step().name();
                    byName.put(
                            name,
                            new OperatorStatus(name, stage.name(), stage.parallelism(), 0, 0, 0, Long.MAX_VALUE, 0));
                }
            }
        }
        for (Task task : tasks) {
            for (OperatorCounters.Snapshot counted : task.snapshot()) {
                byName.computeIfPresent(counted.operator(), (name, sum) -> add(sum, counted, task));
            }
        }
        return plan.topology().steps().stream()
                .map(step -> byName.get(step.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable OperatorStatus add(OperatorStatus sum, OperatorCounters.Snapshot counted, Task task) {
        boolean isCombining = !task.stageName().equals(sum.stage());
        return new OperatorStatus(
                sum.name(),
                sum.stage(),
                sum.parallelism(),
                sum.recordsIn() + counted.recordsIn(),
                sum.recordsOut() + counted.recordsOut(),
                sum.lateRecords() + counted.lateRecords(),
                isCombining ? sum.watermarkMillis() : Math.min(sum.watermarkMillis(), counted.watermarkMillis()),
                Math.max(sum.maxOverflow(), task.maxOverflow()));
    }
}
