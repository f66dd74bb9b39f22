package io.millrace.kafka.sink;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka, filled in by a {@link RecordEncoder}. One for each writer, used again and again.
 *
 * <p><b>Thread.</b> Owned by the task.
 *
 * <p><b>Ownership.</b> The arrays belong to whoever gave them, and are read before the next record is filled in.
 */
public final class OutgoingRecord {

    /** Partition or timestamp that is left to the producer. */
    public static final int NONE = -1;

    // What Kafka counts for a batch of one record, beside keys, values and headers: its own estimate,
    // DefaultRecordBatch.
    private static final int BATCH_BYTES = 61;
    private static final int RECORD_BYTES = 21;

    private String topic = "";
    private int partition = NONE;
    private long timestampMillis = NONE;
    private byte @Nullable [] key;
    private byte @Nullable [] value;
    private Headers serializerHeaders = new RecordHeaders();
    private final List<Header> headers = new ArrayList<>();

    /** Topic that it goes to. */
    public String topic() {
        return topic;
    }

    /** Names the topic. */
    public void topic(String name) {
        topic = name;
    }

    /** Partition that it goes to, or {@link #NONE}. */
    public int partition() {
        return partition;
    }

    /** Names the partition. */
    public void partition(int number) {
        partition = number;
    }

    /** Its timestamp, or {@link #NONE} for the time at which it is sent. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** Gives the timestamp. */
    public void timestampMillis(long millis) {
        timestampMillis = millis;
    }

    /** Its key. */
    public byte @Nullable [] key() {
        return key;
    }

    /** Gives the key. */
    public void key(byte @Nullable [] bytes) {
        key = bytes;
    }

    /** Its value. */
    public byte @Nullable [] value() {
        return value;
    }

    /** Gives the value. */
    public void value(byte @Nullable [] bytes) {
        value = bytes;
    }

    /** Headers for serializers to add to. What they have added is taken over by {@link #takeSerializerHeaders}. */
    public Headers serializerHeaders() {
        return serializerHeaders;
    }

    /** Takes over what serializers have added. */
    public void takeSerializerHeaders() {
        for (Header header : serializerHeaders) {
            headers.add(header);
        }
    }

    /** Adds a header. */
    public void header(Header header) {
        headers.add(header);
    }

    List<Header> headers() {
        return headers;
    }

    void clear() {
        topic = "";
        partition = NONE;
        timestampMillis = NONE;
        key = null;
        value = null;
        if (!headers.isEmpty()) {
            headers.clear();
            serializerHeaders = new RecordHeaders();
        }
    }

    /** Bytes that Kafka counts for it when it compares with its limits, without compression. */
    long kafkaBytes() {
        long bytes =
                BATCH_BYTES + RECORD_BYTES + prefixed(length(key)) + prefixed(length(value)) + zigzag(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            bytes += prefixed(Varints.utf8Length(header.key())) + prefixed(length(header.value()));
        }
        return bytes;
    }

    ProducerRecord<byte[], byte[]> toProducerRecord() {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(
                topic,
                partition == NONE ? null : Integer.valueOf(partition),
                timestampMillis == NONE ? null : Long.valueOf(timestampMillis),
                key,
                value);
        for (int i = 0; i < headers.size(); i++) {
            made.headers().add(headers.get(i));
        }
        return made;
    }

    /** What messages say of it: no contents. */
    String facts() {
        return "topic=" + topic + ", partition=" + (partition == NONE ? "any" : partition) + ", timestamp="
                + (timestampMillis == NONE ? "none" : timestampMillis) + ", keyBytes=" + lengthText(key)
                + ", valueBytes=" + lengthText(value) + ", headers=" + headers.size();
    }

    private static String lengthText(byte @Nullable [] bytes) {
        return bytes == null ? "null" : Integer.toString(bytes.length);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    private static long prefixed(int length) {
        return (long) zigzag(length) + Math.max(0, length);
    }

    private static int zigzag(int value) {
        return Varints.length(Integer.toUnsignedLong(value << 1 ^ value >> 31));
    }
}
