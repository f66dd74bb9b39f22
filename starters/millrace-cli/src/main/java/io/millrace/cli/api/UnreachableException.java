package io.millrace.cli.api;

import org.jspecify.annotations.Nullable;

/** No console answers. */
public final class UnreachableException extends RuntimeException {

    /** The message says what is wrong and, after a semicolon, what to do. */
    public UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
