package io.millrace.worker.history;

/**
 * The moment of a look at all tasks.
 *
 * @param atMillis time since 1970, which may be set back or forth
 * @param atNanos time for measuring
 */
public record Look(long atMillis, long atNanos) {

    /** The second that it lies in. */
    long second() {
        return Math.floorDiv(atMillis, 1000L);
    }
}
