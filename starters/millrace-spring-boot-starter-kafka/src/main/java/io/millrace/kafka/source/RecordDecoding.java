package io.millrace.kafka.source;

import io.millrace.kafka.source.SourceMeters.TaskMeters;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes batches of values of what was polled, and deals with what cannot be decoded.
 *
 * <p><b>Thread.</b> Owned by the fetcher.
 *
 * @param <T> the type of the values
 */
final class RecordDecoding<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordDecoding.class);

    private final RecordDecoder<T> decoder;
    private final boolean takesTombstones;
    private final TaskMeters meters;
    private final UndecodableRecords undecodable;
    private final @Nullable DeadLetterTopic deadLetters;
    private boolean isLogged;

    RecordDecoding(SourceSettings<T> settings, TaskMeters meters, String clientId) {
        this.decoder = settings.decoder();
        this.takesTombstones = decoder.takesTombstones();
        this.meters = meters;
        this.undecodable = settings.undecodable();
        this.deadLetters = undecodable.kind() == UndecodableRecords.Kind.DEAD_LETTER_TOPIC
                ? new DeadLetterTopic(undecodable, clientId)
                : null;
    }

    /** Decodes the records before the end of their partition; the client goes on at {@code nextOffset}. */
    RecordBatch<T> decode(
            List<ConsumerRecord<byte[], byte[]>> records, long nextOffset, FetchedPartition<T> partition) {
        long end = partition.end();
        RecordBatch<T> batch = new RecordBatch<>(records.size(), Math.min(nextOffset, end), partition.topicId());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= end) {
                break;
            }
            T value = decode(record);
            if (value != null) {
                batch.append(value, record);
            }
        }
        return batch;
    }

    /** Waits until dead letters are written. */
    void settle() {
        if (deadLetters != null) {
            deadLetters.settle();
        }
    }

    @Override
    public void close() {
        if (deadLetters != null) {
            deadLetters.close();
        }
    }

    private @Nullable T decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null && !takesTombstones) {
            meters.onTombstone();
            return null;
        }
        try {
            return decoder.decode(record);
        } catch (Exception e) {
            onUndecodable(record, e);
            return null;
        }
    }

    private void onUndecodable(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        meters.onUndecodable();
        if (undecodable.kind() == UndecodableRecords.Kind.FAIL) {
            throw new SourceFailedException(
                    "Record cannot be decoded: " + place(record) + ", reason=" + cause
                            + "; correct the decoder, or choose to skip such records or to send them to a dead letter"
                            + " topic",
                    cause);
        }
        if (!isLogged) {
            isLogged = true;
            log.warn(
                    "Record cannot be decoded: {}, policy={}; further ones are counted and not logged",
                    place(record),
                    undecodable.kind(),
                    cause);
        }
        if (deadLetters != null) {
            deadLetters.send(record, cause);
        }
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return "topic=" + record.topic() + ", partition=" + record.partition() + ", offset=" + record.offset();
    }
}
