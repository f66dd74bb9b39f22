package io.millrace.worker;

import io.millrace.status.OperatorStatus;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.task.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What tasks had counted that others have taken the place of, so that counters never go back.
 *
 * <p><b>Thread.</b> Any.
 */
final class RetiredCounters {

    private Map<String, OperatorStatus> byName = Map.of();

    synchronized Map<String, OperatorStatus> current() {
        return byName;
    }

    synchronized void add(Plan plan, List<Task> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        Map<String, OperatorStatus> sum = new HashMap<>();
        OperatorStatuses.of(plan, tasks.stream().map(TaskCounts::of).toList(), byName)
                .forEach(status -> sum.put(status.name(), status));
        byName = sum;
    }
}
