package io.millrace.worker.task;

import io.millrace.operator.RecordsFailedException;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Step;
import io.millrace.worker.window.Partial;
import io.millrace.worker.window.ResultFailedException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of records for which the code of a step threw, and counts those that are left out.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Skipping {

    private static final Logger log = LoggerFactory.getLogger(Skipping.class);

    private final Step step;
    private final int taskIndex;
    private final OperatorCounters counters;

    Skipping(Step step, int taskIndex, OperatorCounters counters) {
        this.step = step;
        this.taskIndex = taskIndex;
        this.counters = counters;
    }

    /**
     * Leaves a record out, if the policy says so. What a step further down threw is never this step's to leave out.
     *
     * @param record the record at hand, or null if there was none
     * @return false if the topology has to fail
     */
    boolean skip(@Nullable Object record, Throwable cause) {
        if (step.errorPolicy() != ErrorPolicy.SKIP || !isOfRecords(cause)) {
            return false;
        }
        int records = recordsIn(record, cause);
        if (counters.skip(records) == records) {
            log.warn(
                    "Record is left out, and so will be others, which are only counted: operator={}, task={}, record={}",
                    step.name(),
                    taskIndex,
                    OperatorFailedException.shorten(record),
                    Causes.ofUserCode(cause));
        }
        return true;
    }

    private static int recordsIn(@Nullable Object record, Throwable cause) {
        if (cause instanceof RecordsFailedException several) {
            return several.records();
        }
        return record instanceof Partial<?> partial ? partial.records() : 1;
    }

    /** Not so is what a step further down threw, and not that somebody wants the thread to end, however it is wrapped. */
    private static boolean isOfRecords(Throwable cause) {
        return cause instanceof Exception
                && !(cause instanceof ResultFailedException)
                && Causes.find(cause, OperatorFailedException.class) == null
                && Causes.find(cause, InterruptedException.class) == null
                && Causes.find(cause, ClosedByInterruptException.class) == null;
    }
}
