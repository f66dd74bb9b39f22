package io.millrace.kafka.sink;

import org.jspecify.annotations.Nullable;

/** The sink cannot go on; the message says what it was at, why, and what to do. */
public final class KafkaSinkException extends Exception {

    private static final long serialVersionUID = 1L;

    KafkaSinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
