package io.millrace.window;

import io.millrace.time.EventTime;
import java.time.Instant;

/**
 * Span of event time, half open: a record belongs to it if {@code startMillis <= timestamp < endMillis}.
 *
 * @param startMillis first millisecond inside
 * @param endMillis first millisecond after it; {@link EventTime#END} for the global window
 */
public record Window(long startMillis, long endMillis) implements Comparable<Window> {

    /** The one window that holds all of event time. */
    public static final Window GLOBAL = new Window(EventTime.MIN_MILLIS, EventTime.END);

    /** Timestamp of the results of this window: the last millisecond inside it. */
    public long lastMillis() {
        return Math.min(endMillis - 1, EventTime.MAX_MILLIS);
    }

    /** First moment inside. */
    public Instant start() {
        return Instant.ofEpochMilli(startMillis);
    }

    /** First moment after it. */
    public Instant end() {
        return Instant.ofEpochMilli(endMillis);
    }

    @Override
    public int compareTo(Window other) {
        int byEnd = Long.compare(endMillis, other.endMillis);
        return byEnd != 0 ? byEnd : Long.compare(startMillis, other.startMillis);
    }

    @Override
    public String toString() {
        return "[" + startMillis + ", " + endMillis + ")";
    }
}
