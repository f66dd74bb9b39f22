package io.millrace.kafka.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a record.
 *
 * <p><b>Thread.</b> Called by the fetchers of all tasks of the source, at the same time.
 *
 * @param <T> the type of the values
 */
public interface RecordDecoder<T> {

    /**
     * Decodes a record.
     *
     * @return the value, or null to leave the record out
     */
    @Nullable
    T decode(ConsumerRecord<byte[], byte[]> record) throws Exception;

    /** Whether records without a value are decoded too. */
    boolean takesTombstones();

    /** Decodes nothing but the value of a record. */
    static <T> RecordDecoder<T> ofValues(Deserializer<T> values) {
        return new RecordDecoder<>() {
            @Override
            public @Nullable T decode(ConsumerRecord<byte[], byte[]> record) {
                return values.deserialize(record.topic(), record.headers(), record.value());
            }

            @Override
            public boolean takesTombstones() {
                return false;
            }
        };
    }
}
