package io.millrace.worker.wire;

/** A batch cannot be sent or read: a record is too long, or the bytes are not of its type. An error of the task. */
public final class ExchangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExchangeException(String message) {
        super(message);
    }

    ExchangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
