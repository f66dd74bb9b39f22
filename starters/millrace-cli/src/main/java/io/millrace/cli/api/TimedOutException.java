package io.millrace.cli.api;

/** Something has not happened in time. */
public final class TimedOutException extends RuntimeException {

    /** The message says what is wrong and, after a semicolon, what to do. */
    public TimedOutException(String message) {
        super(message);
    }
}
