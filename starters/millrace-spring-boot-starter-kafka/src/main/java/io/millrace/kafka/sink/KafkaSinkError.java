package io.millrace.kafka.sink;

import org.jspecify.annotations.Nullable;

/**
 * The sink cannot go on, and the record at hand has nothing to do with it. An error, and not an exception: it comes up when a
 * record is written, and no policy for records may leave that one out for it.
 */
public final class KafkaSinkError extends Error {

    private static final long serialVersionUID = 1L;

    KafkaSinkError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
