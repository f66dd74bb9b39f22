package io.millrace.kafka;

import io.millrace.Experimental;
import java.io.Serializable;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes a whole record of a result: topic, partition, timestamp, key, value and headers.
 *
 * <p><b>Thread.</b> All tasks of the sink call the same object, each from its own thread.
 *
 * @param <T> the type of the results
 */
@Experimental
@FunctionalInterface
public interface KafkaRecordEncoder<T> extends Serializable {

    /**
     * Makes a record. One without a timestamp gets that of the result.
     *
     * @param timestampMillis event time of the result
     */
    ProducerRecord<byte[], byte[]> encode(T value, long timestampMillis) throws Exception;
}
