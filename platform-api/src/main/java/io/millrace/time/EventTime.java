package io.millrace.time;

import java.time.Duration;

/**
 * Event time on the scale of a topology: milliseconds since 1970-01-01T00:00Z, from there to the year 9999. Values
 * outside are mistakes of unit or parsing and are refused, because one of them would move a watermark past all others.
 */
public final class EventTime {

    /** Earliest timestamp of a record. */
    public static final long MIN_MILLIS = 0L;

    /** Latest timestamp of a record: 9999-12-31T23:59:59.999Z. */
    public static final long MAX_MILLIS = 253_402_300_799_999L;

    /** Longest span that a window, a lateness or a bound may have: a hundred years. */
    public static final Duration MAX_SPAN = Duration.ofDays(36_500);

    /** Watermark of a source that has promised nothing yet. */
    public static final long NO_WATERMARK = Long.MIN_VALUE;

    /** Watermark after the last record. */
    public static final long END = Long.MAX_VALUE;

    private EventTime() {}

    /** Whether a record may carry this timestamp. */
    public static boolean isValid(long timestampMillis) {
        return timestampMillis >= MIN_MILLIS && timestampMillis <= MAX_MILLIS;
    }
}
