package io.millrace.kafka;

import io.millrace.kafka.sink.OutgoingRecord;
import io.millrace.kafka.sink.RecordEncoder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Takes over what a {@link KafkaRecordEncoder} has made.
 *
 * @param encoder makes the records
 * @param <T> the type of the results
 */
record WholeRecord<T>(KafkaRecordEncoder<? super T> encoder) implements RecordEncoder<T> {

    @Override
    public void encode(T value, long timestampMillis, OutgoingRecord record) throws Exception {
        ProducerRecord<byte[], byte[]> made = encoder.encode(value, timestampMillis);
        if (made == null) {
            throw new IllegalArgumentException("Record of a result is null: value="
                    + value.getClass().getName() + "; leave results out with a filter before the sink");
        }
        record.topic(made.topic());
        if (made.partition() != null) {
            record.partition(made.partition());
        }
        record.timestampMillis(made.timestamp() == null ? timestampMillis : made.timestamp());
        record.key(made.key());
        record.value(made.value());
        for (Header header : made.headers()) {
            record.header(header);
        }
    }
}
