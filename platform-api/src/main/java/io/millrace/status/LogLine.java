package io.millrace.status;

/**
 * A line of a log.
 *
 * @param atMillis when it was written, since 1970
 * @param level its level
 * @param logger who has written it
 * @param thread name of the thread
 * @param message what it says, with the exception if there is one, shortened if it is long
 */
public record LogLine(long atMillis, Level level, String logger, String thread, String message) {

    /** How grave it is. */
    public enum Level {
        /** For those who look for a fault in the finest detail. */
        TRACE,
        /** For those who look for a fault. */
        DEBUG,
        /** Good to know. */
        INFO,
        /** Somebody should look at it. */
        WARN,
        /** Something does not work. */
        ERROR
    }
}
