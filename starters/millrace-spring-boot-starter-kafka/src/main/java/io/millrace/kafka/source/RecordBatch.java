package io.millrace.kafka.source;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/**
 * Decoded records of one partition, from one poll, in order. Empty where all records of the poll were passed over, so that
 * the reader still comes to know how far it is.
 *
 * <p><b>Thread.</b> Filled by the fetcher, then handed over to the task and not changed any more.
 *
 * @param <T> the type of the values
 */
final class RecordBatch<T> {

    private final Object[] values;
    private final long[] offsets;
    private final long[] timestampsMillis;
    private final long nextOffset;
    private final Uuid topicId;
    private int size;
    private long bytes;

    /** For this many records at most; behind the last one the reading goes on at {@code nextOffset}. */
    RecordBatch(int capacity, long nextOffset, Uuid topicId) {
        this.values = new Object[capacity];
        this.offsets = new long[capacity];
        this.timestampsMillis = new long[capacity];
        this.nextOffset = nextOffset;
        this.topicId = topicId;
    }

    void append(T value, ConsumerRecord<?, ?> record) {
        values[size] = value;
        offsets[size] = record.offset();
        timestampsMillis[size] = record.timestamp();
        size++;
        // Of what is null the size is -1.
        bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    @SuppressWarnings("unchecked") // Only append puts values in.
    T value(int index) {
        return (T) values[index];
    }

    long offset(int index) {
        return offsets[index];
    }

    /** Time of a record in milliseconds since 1970, or -1 if it has none. */
    long timestampMillis(int index) {
        return timestampsMillis[index];
    }

    long nextOffset() {
        return nextOffset;
    }

    Uuid topicId() {
        return topicId;
    }
}
