package io.millrace.kafka.source;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A source cannot go on, and its message says why and what to do. */
final class SourceFailedException extends KafkaException {

    SourceFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    SourceFailedException(String message) {
        super(message);
    }
}
