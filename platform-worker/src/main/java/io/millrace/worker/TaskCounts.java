package io.millrace.worker;

import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.TaskCount;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.Task;
import java.util.List;

/**
 * What a task has counted, here or in another executor.
 *
 * @param stageName name of its stage, for people
 * @param operators counters of its operators
 * @param maxOverflow most records that ever waited because the output was full
 */
record TaskCounts(String stageName, List<OperatorCounters.Snapshot> operators, long maxOverflow) {

    static TaskCounts of(Task task) {
        return new TaskCounts(task.stageName(), task.snapshot(), task.maxOverflow());
    }

    static TaskCounts of(Plan plan, TaskCount counted) {
        String stageName = plan.stages().stream()
                .filter(stage -> stage.number() == counted.task().stage())
                .map(stage -> stage.name())
                .findFirst()
                .orElse("");
        return new TaskCounts(stageName, counted.operators(), counted.maxOverflow());
    }
}
