package io.millrace.worker.task;

import io.millrace.operator.RecordsFailedException;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Step;
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
        if (step.errorPolicy() != ErrorPolicy.SKIP || !isOfOneRecord(cause)) {
            return false;
        }
        int records = cause instanceof RecordsFailedException several ? several.records() : 1;
        if (counters.skip(records) == records) {
            log.warn(
                    "Record is left out, and so will be others, which are only counted: operator={}, task={}, record={}",
                    step.name(),
                    taskIndex,
                    OperatorFailedException.shorten(record),
                    cause);
        }
        return true;
    }

    private static boolean isOfOneRecord(Throwable cause) {
        return cause instanceof Exception
                && !(cause instanceof OperatorFailedException)
                && !(cause instanceof InterruptedException);
    }
}
