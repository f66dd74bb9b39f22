package io.millrace.worker.remote;

import io.millrace.status.TaskStatus;
import io.millrace.status.Trouble;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.task.OperatorCounters;
import java.util.List;

/**
 * What is counted in a task.
 *
 * @param task the task
 * @param operators counters of its operators
 * @param troubles what keeps it from its work
 * @param status what it has measured
 * @param maxOverflow most records that ever waited because the output was full
 */
public record TaskCount(
        TaskId task,
        List<OperatorCounters.Snapshot> operators,
        List<Trouble> troubles,
        TaskStatus status,
        long maxOverflow) {}
