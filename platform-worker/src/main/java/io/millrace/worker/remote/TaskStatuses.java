package io.millrace.worker.remote;

import io.millrace.status.SourceProgress;
import io.millrace.status.TaskStatus;
import io.millrace.worker.measure.TaskTimes;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.TaskMetrics;
import org.jspecify.annotations.Nullable;

/** Says in the words of the API what a task has measured. */
public final class TaskStatuses {

    private static final int MAX_NAME = 200;

    private TaskStatuses() {}

    /**
     * The status of a task.
     *
     * @param member number of the member that runs it
     */
    public static TaskStatus of(TaskMetrics measured, int member) {
        TaskTimes.Spent spent = measured.spent();
        OperatorCounters.Snapshot first = counters(measured, 0);
        OperatorCounters.Snapshot last = counters(measured, measured.operators().size() - 1);
        return new TaskStatus(
                measured.stage(),
                measured.index(),
                member,
                measured.operators(),
                first.recordsIn(),
                last.recordsOut()
                        + last.sideRecordsOut().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                measured.bytesIn(),
                measured.bytesOut(),
                spent.busyNanos(),
                spent.creditNanos(),
                spent.threadNanos(),
                spent.idleNanos(),
                measured.queueFillMax(),
                measured.watermarkMillis(),
                shortened(measured.source()));
    }

    /** Names of splits may be those of files. */
    private static @Nullable SourceProgress shortened(@Nullable SourceProgress source) {
        SourceProgress.Split slowest = source == null ? null : source.slowest();
        return source == null || slowest == null
                ? source
                : new SourceProgress(
                        source.splits(),
                        source.idleSplits(),
                        source.silentSinceMillis(),
                        new SourceProgress.Split(
                                Texts.shortened(slowest.name(), MAX_NAME),
                                slowest.watermarkMillis(),
                                slowest.silentSinceMillis()));
    }

    private static OperatorCounters.Snapshot counters(TaskMetrics measured, int index) {
        return measured.counters().get(Math.min(index, measured.counters().size() - 1));
    }
}
