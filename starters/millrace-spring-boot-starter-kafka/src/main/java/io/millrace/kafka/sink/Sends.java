package io.millrace.kafka.sink;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first failure of the sends of a transaction, and where they have gone.
 *
 * <p><b>Thread.</b> May be called by any: failures come up in the thread of the producer or in that of the caller.
 */
final class Sends implements Callback {

    private final AtomicReference<@Nullable Failure> first = new AtomicReference<>();

    /** Where records have been written. */
    private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();

    /** Partition of the last one: most go where the one before has gone. */
    private volatile @Nullable TopicPartition last;

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (metadata != null && failure == null) {
            written(metadata);
        }
        if (failure != null) {
            String partition = metadata == null ? "unknown" : metadata.topic() + "-" + metadata.partition();
            first.compareAndSet(null, new Failure(partition, failure));
        }
    }

    private void written(RecordMetadata metadata) {
        TopicPartition known = last;
        if (known == null
                || known.partition() != metadata.partition()
                || !known.topic().equals(metadata.topic())) {
            known = new TopicPartition(metadata.topic(), metadata.partition());
            partitions.add(known);
            last = known;
        }
    }

    Set<TopicPartition> partitions() {
        return Set.copyOf(partitions);
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
