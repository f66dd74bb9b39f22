package io.millrace.worker.remote;

import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.task.TaskPlaces;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Who runs what.
 *
 * @param executors number of executors
 * @param self number of this one
 * @param leader number of the one that has the supervisor
 * @param placement which task runs where
 */
public record ClusterMap(int executors, int self, int leader, Placement placement) {

    /** Checks the numbers. */
    public ClusterMap {
        if (self < 0 || self >= executors || leader < 0 || leader >= executors) {
            throw new IllegalArgumentException("Executor is out of range: self=" + self + ", leader=" + leader
                    + ", executors=" + executors + "; use 0 to " + (executors - 1));
        }
    }

    /** The tasks of a plan by executor, for executors that have some; without this one. */
    Map<Integer, List<TaskId>> others(Plan plan) {
        Map<Integer, List<TaskId>> tasks = new TreeMap<>();
        IntStream.range(0, executors).filter(executor -> executor != self).forEach(executor -> {
            List<TaskId> ids = TaskPlaces.tasksOf(plan, placement, executor);
            if (!ids.isEmpty()) {
                tasks.put(executor, ids);
            }
        });
        return tasks;
    }
}
