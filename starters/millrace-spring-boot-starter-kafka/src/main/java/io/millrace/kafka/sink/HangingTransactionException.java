package io.millrace.kafka.sink;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** A transaction hangs in the brokers, and the sink waits until somebody ends it, or until it may do so itself. */
final class HangingTransactionException extends RetriableException {

    private static final long serialVersionUID = 1L;

    HangingTransactionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
