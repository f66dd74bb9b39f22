package io.millrace.worker.task;

import io.millrace.time.EventTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one operator in one task.
 *
 * <p><b>Thread.</b> Counted by the task, but for its trouble; {@link #snapshot} may be read by any thread and shows what {@link #publish} saw.
 */
public final class OperatorCounters {

    private final String operator;
    private final @Nullable OperatorCounters feeder;
    private long recordsIn;
    private long recordsOut;
    private long skippedRecords;
    private long deadLetters;
    private long retries;
    private long lateRecords;
    private List<SideReceiver> sideOutputs = List.of();
    private long watermarkMillis = EventTime.NO_WATERMARK;
    private volatile Snapshot published;
    private volatile @Nullable String trouble;

    /**
     * Starts at zero.
     *
     * @param feeder counters of the operator whose main output is fused to this one, so that what it gives need not be
     *     counted again as what this one takes; null if records come another way
     */
    OperatorCounters(String operator, @Nullable OperatorCounters feeder) {
        this.operator = operator;
        this.feeder = feeder;
        this.published = new Snapshot(operator, 0, 0, Map.of(), 0, 0, 0, 0, EventTime.NO_WATERMARK);
    }

    void in(int records) {
        recordsIn += records;
    }

    void out() {
        recordsOut++;
    }

    void out(int records) {
        recordsOut += records;
    }

    long recordsOut() {
        return recordsOut;
    }

    long recordsTaken() {
        return feeder == null ? recordsIn : feeder.recordsOut;
    }

    void countSideOutputs(List<SideReceiver> receivers) {
        sideOutputs = receivers;
    }

    long skip(int records) {
        skippedRecords += records;
        return skippedRecords;
    }

    long deadLetter(int records) {
        deadLetters += records;
        return deadLetters;
    }

    void retried() {
        retries++;
    }

    long retries() {
        return retries;
    }

    long late(int records) {
        lateRecords += records;
        return lateRecords;
    }

    void watermark(long millis) {
        watermarkMillis = millis;
    }

    void publish() {
        published = new Snapshot(
                operator,
                recordsTaken(),
                recordsOut,
                sideRecordsOut(),
                skippedRecords,
                deadLetters,
                retries,
                lateRecords,
                watermarkMillis);
    }

    private Map<String, Long> sideRecordsOut() {
        if (sideOutputs.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> records = new HashMap<>();
        sideOutputs.forEach(output -> records.put(output.name(), output.records()));
        return records;
    }

    /** What keeps the task from its work, or null; any thread. */
    void trouble(@Nullable String reason) {
        trouble = reason;
    }

    @Nullable
    String trouble() {
        return trouble;
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
     * @param sideRecordsOut records given to side outputs that somebody reads, by name
     * @param skippedRecords records left out because the code threw for them
     * @param deadLetters records that became dead letters because the code threw for them
     * @param retries calls of the code for records for which it had thrown before
     * @param lateRecords records that came too late
     * @param watermarkMillis watermark seen last
     */
    public record Snapshot(
            String operator,
            long recordsIn,
            long recordsOut,
            Map<String, Long> sideRecordsOut,
            long skippedRecords,
            long deadLetters,
            long retries,
            long lateRecords,
            long watermarkMillis) {}
}
