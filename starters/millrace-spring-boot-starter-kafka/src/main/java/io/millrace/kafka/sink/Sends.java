package io.millrace.kafka.sink;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first failure of the sends of a transaction.
 *
 * <p><b>Thread.</b> May be called by any: failures come up in the thread of the producer or in that of the caller.
 */
final class Sends implements Callback {

    private final AtomicReference<@Nullable Failure> first = new AtomicReference<>();

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            String partition = metadata == null ? "unknown" : metadata.topic() + "-" + metadata.partition();
            first.compareAndSet(null, new Failure(partition, failure));
        }
    }

    @Nullable
    Failure failure() {
        return first.get();
    }

    /** No record may follow one that has failed. */
    void throwFailure() {
        Failure failure = first.get();
        if (failure != null) {
            throw new KafkaException(
                    "Record of a transaction was not written: partition=" + failure.partition, failure.cause);
        }
    }

    /**
     * A failed send.
     *
     * @param partition where to
     * @param cause why
     */
    record Failure(String partition, Exception cause) {}
}
