package io.millrace.cli;

/** There is nothing of a name. */
final class UnknownNameException extends RuntimeException {

    /** The message says what is wrong and, after a semicolon, what to do. */
    UnknownNameException(String message) {
        super(message);
    }
}
