package io.millrace.worker.task;

import org.jspecify.annotations.Nullable;

/**
 * A record that the code of a step has failed for.
 *
 * @param value the record, or null if there was none
 * @param key its key, or null if there was none
 * @param timestampMillis its event time, or that of the stream if there was no record
 * @param number how many records and timers the task had been given, or 0 if that is not known
 * @param attempts how often the code was called for it
 * @param again how it can be taken again, or null if it cannot
 */
record FailedRecord(
        @Nullable Object value,
        @Nullable Object key,
        long timestampMillis,
        long number,
        int attempts,
        @Nullable Attempt again) {

    /** A record of which nothing else is known. */
    static FailedRecord of(@Nullable Object value, long timestampMillis) {
        return new FailedRecord(value, null, timestampMillis, 0, 1, null);
    }
}
