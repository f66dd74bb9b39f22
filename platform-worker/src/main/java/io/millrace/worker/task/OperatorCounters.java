package io.millrace.worker.task;

import io.millrace.time.EventTime;

/**
 * What is counted of one operator in one task.
 *
 * <p><b>Thread.</b> Counted by the task; {@link #snapshot} may be read by any thread and shows what {@link #publish} saw.
 */
public final class OperatorCounters {

    private final String operator;
    private long recordsIn;
    private long recordsOut;
    private long lateRecords;
    private long watermarkMillis = EventTime.NO_WATERMARK;
    private volatile Snapshot published;

    OperatorCounters(String operator) {
        this.operator = operator;
        this.published = new Snapshot(operator, 0, 0, 0, EventTime.NO_WATERMARK);
    }

    void in() {
        recordsIn++;
    }

    void out() {
        recordsOut++;
    }

    long late(int records) {
        lateRecords += records;
        return lateRecords;
    }

    void watermark(long millis) {
        watermarkMillis = millis;
    }

    void publish() {
        published = new Snapshot(operator, recordsIn, recordsOut, lateRecords, watermarkMillis);
    }

    Snapshot snapshot() {
        return published;
    }

    /**
     * Counters at one moment.
     *
     * @param operator name of the step
     * @param recordsIn records taken
     * @param recordsOut records given to the main output
     * @param lateRecords records that came too late
     * @param watermarkMillis watermark seen last
     */
    public record Snapshot(String operator, long recordsIn, long recordsOut, long lateRecords, long watermarkMillis) {}
}
