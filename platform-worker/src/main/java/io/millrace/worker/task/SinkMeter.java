package io.millrace.worker.task;

import io.millrace.worker.measure.Histogram;
import io.millrace.worker.measure.HistogramRecorder;

/**
 * The ages of the records that one sink takes in one task.
 *
 * <p><b>Thread.</b> Owned by the task, but for {@link #take}, which is called by one reader.
 */
final class SinkMeter {

    private static final long MAX_MICROS = 3_600_000_000L;

    private final String operator;
    private final OperatorCounters counters;
    private final HistogramRecorder ages = new HistogramRecorder(MAX_MICROS);
    private long seen;

    SinkMeter(String operator, OperatorCounters counters) {
        this.operator = operator;
        this.counters = counters;
    }

    String operator() {
        return operator;
    }

    /** Whether the sink has taken records whose age has not been noted. */
    boolean isBehind() {
        return counters.recordsTaken() != seen;
    }

    /** Notes the age of what the sink has taken since the last time. */
    void note(long ageMicros) {
        long taken = counters.recordsTaken();
        if (taken != seen) {
            ages.record(ageMicros, (int) Math.min(Integer.MAX_VALUE, taken - seen));
            seen = taken;
        }
    }

    Histogram take() {
        return ages.take();
    }
}
