package io.millrace.worker.serial;

/** A value cannot be written, or bytes cannot be read; the message names the type. */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CodecException(String message) {
        super(message);
    }

    CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
