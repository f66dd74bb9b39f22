package io.millrace.kafka;

import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of a whole record: key, value, headers, topic, partition, offset, timestamp. Also gets records without a
 * value (tombstones).
 *
 * <p><b>Thread.</b> One decoder serves all tasks of a source, at the same time; it must not block.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface KafkaRecordDecoder<T> extends Serializable {

    /**
     * Decodes a record.
     *
     * @return the value, or null to leave the record out
     * @throws Exception if it cannot be decoded; the source then does what it was told to do with such records
     */
    @Nullable
    T decode(ConsumerRecord<byte[], byte[]> record) throws Exception;
}
