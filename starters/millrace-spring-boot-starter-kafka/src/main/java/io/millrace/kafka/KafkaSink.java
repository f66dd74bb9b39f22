package io.millrace.kafka;

import io.millrace.Experimental;
import io.millrace.function.LongFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.TimestampFunction;
import io.millrace.kafka.sink.AtLeastOnceSink;
import io.millrace.kafka.sink.ProducerSettingException;
import io.millrace.kafka.sink.RecordEncoder;
import io.millrace.kafka.sink.SinkSettings;
import io.millrace.kafka.sink.UnknownTransaction;
import io.millrace.kafka.sink.Writers;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkContext;
import io.millrace.sink.TransactionalSink;
import io.millrace.sink.TransactionalWriter;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sink that writes results to topics of Kafka, each once, where readers with {@code isolation.level=read_committed} see them.
 * The records of an interval are kept in the checkpoint that ends it, and written in one transaction of Kafka when the
 * checkpoint has been decided. {@link #atLeastOnce} writes at once instead, and after a failure perhaps twice.
 *
 * <p><b>Contract.</b> The prefix of transactional ids belongs to one sink of one topology on a whole Kafka cluster: two that
 * share it keep each other from writing. Topics must exist; the sink makes none. A record that Kafka would refuse is refused
 * when it is written to the sink, and the error policy of the step decides what becomes of the result.
 *
 * <p><b>Thread.</b> Immutable. All tasks call the same functions and serializers, each from its own thread.
 *
 * @param <T> the type of the results
 */
@Experimental
public final class KafkaSink<T> implements TransactionalSink<T> {

    private final RecordEncoder<T> encoder;
    private final SinkSettings settings;

    private KafkaSink(RecordEncoder<T> encoder, SinkSettings settings) {
        this.encoder = encoder;
        this.settings = settings;
    }

    /**
     * Writes each result as the value of a record.
     *
     * @param producer configuration of the producer, as Kafka has it; serializers in it are not used
     * @throws ProducerSettingException if the configuration contradicts the sink
     */
    public static <T> KafkaSink<T> to(String topic, Serializer<? super T> serializer, Map<String, Object> producer) {
        return KafkaSink.<T, T>to(topic, result -> result, serializer, producer);
    }

    /**
     * Writes what a function makes of each result as the value of a record.
     *
     * @param value makes the value; null makes a record without one
     * @param producer configuration of the producer, as Kafka has it; serializers in it are not used
     * @throws ProducerSettingException if the configuration contradicts the sink
     */
    public static <T, V> KafkaSink<T> to(
            String topic,
            MapFunction<? super T, ? extends V> value,
            Serializer<? super V> serializer,
            Map<String, Object> producer) {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(serializer, "serializer");
        return new KafkaSink<>(RecordParts.of(topic, value, serializer), SinkSettings.of(producer, topic));
    }

    /**
     * Writes the records that a function makes.
     *
     * @param producer configuration of the producer, as Kafka has it; serializers in it are not used
     * @throws ProducerSettingException if the configuration contradicts the sink
     */
    public static <T> KafkaSink<T> records(KafkaRecordEncoder<? super T> records, Map<String, Object> producer) {
        return new KafkaSink<>(
                new WholeRecord<>(Objects.requireNonNull(records, "records")), SinkSettings.of(producer, null));
    }

    /**
     * With a key for each record. Kafka chooses the partition by it, so that records of one key stay in order.
     *
     * @param key makes the key; null makes a record without one
     */
    public <K> KafkaSink<T> key(MapFunction<? super T, ? extends K> key, Serializer<? super K> serializer) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(serializer, "serializer");
        return new KafkaSink<>(parts().withKey(key, serializer), settings);
    }

    /** With a topic for each result. */
    public KafkaSink<T> topic(MapFunction<? super T, String> topic) {
        return new KafkaSink<>(parts().withTopic(Objects.requireNonNull(topic, "topic")), settings.withoutTopic());
    }

    /** With a partition for each result; -1 leaves it to Kafka. */
    public KafkaSink<T> partition(LongFunction<? super T> partition) {
        return new KafkaSink<>(parts().withPartition(Objects.requireNonNull(partition, "partition")), settings);
    }

    /** With another timestamp than the event time of the result; -1 is the time at which the record is sent. */
    public KafkaSink<T> timestamp(TimestampFunction<? super T> timestamp) {
        return new KafkaSink<>(parts().withTimestamp(Objects.requireNonNull(timestamp, "timestamp")), settings);
    }

    /** With one more header. */
    public KafkaSink<T> header(String name, MapFunction<? super T, byte[]> value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return new KafkaSink<>(parts().withHeader(name, value), settings);
    }

    /**
     * With transactional ids {@code <prefix>-<task>}, and groups of marks that begin with the prefix too. By default it is
     * {@code millrace-<topology>-<step>}.
     */
    public KafkaSink<T> transactionalIdPrefix(String prefix) {
        if (prefix.isBlank()) {
            throw new IllegalArgumentException("Prefix of transactional ids is blank; give one that no other sink has");
        }
        return new KafkaSink<>(encoder, settings.withPrefix(prefix));
    }

    /** With another bound of the records that may wait for their checkpoint in each task; 256 MiB by default. */
    public KafkaSink<T> maxPendingBytes(long bytes) {
        return new KafkaSink<>(encoder, settings.withMaxPendingBytes(bytes));
    }

    /** With another answer to transactions of which nobody knows whether they were written. */
    public KafkaSink<T> onUnknownOutcome(UnknownOutcome outcome) {
        return new KafkaSink<>(encoder, settings.withOnUnknown(UnknownTransaction.valueOf(outcome.name())));
    }

    /**
     * With another setting of the producer, such as {@code compression.type}.
     *
     * @throws ProducerSettingException if it contradicts the sink
     */
    public KafkaSink<T> property(String name, Object value) {
        return new KafkaSink<>(encoder, settings.withProperty(name, value));
    }

    /** A sink that sends each record at once. Nothing waits for checkpoints; after a failure some records appear twice. */
    public Sink<T> atLeastOnce() {
        return new AtLeastOnceSink<>(encoder, settings);
    }

    /** Kafka may be slow to answer, and a checkpoint waits for it. */
    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public TransactionalWriter<T> open(int taskIndex, int parallelism) {
        throw Writers.noContext();
    }

    @Override
    public TransactionalWriter<T> open(SinkContext context) {
        return Writers.exactlyOnce(encoder, settings, context);
    }

    KafkaSink<T> namespace(String namespace) {
        return new KafkaSink<>(encoder, settings.withNamespace(namespace));
    }

    private RecordParts<T> parts() {
        if (encoder instanceof RecordParts<T> parts) {
            return parts;
        }
        throw new IllegalStateException(
                "Sink writes whole records, and their parts are given by their function; give topic, key, partition,"
                        + " timestamp and headers there");
    }
}
