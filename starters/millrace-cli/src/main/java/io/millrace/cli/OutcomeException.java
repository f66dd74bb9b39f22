package io.millrace.cli;

/** Something has come out otherwise than was asked for. */
final class OutcomeException extends RuntimeException {

    /** The message says what is wrong and, after a semicolon, what to do. */
    OutcomeException(String message) {
        super(message);
    }
}
