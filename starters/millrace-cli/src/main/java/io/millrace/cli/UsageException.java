package io.millrace.cli;

/** The command line is wrong. */
final class UsageException extends RuntimeException {

    /** The message says what is wrong and, after a semicolon, what to do. */
    UsageException(String message) {
        super(message);
    }
}
