package io.millrace.kafka;

import io.millrace.Experimental;
import io.millrace.function.MapFunction;
import io.millrace.kafka.sink.ProducerSettingException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes sources and sinks that reach the Kafka cluster of an application, as its properties {@code spring.kafka.*} say. To be
 * injected.
 *
 * <p><b>Thread.</b> Immutable.
 */
@Experimental
public final class MillraceKafka {

    private final Map<String, Object> consumer;
    private final Map<String, Object> producer;
    private final SinkDefaults defaults;
    private final @Nullable KafkaMeters meters;

    private MillraceKafka(
            Map<String, Object> consumer,
            Map<String, Object> producer,
            SinkDefaults defaults,
            @Nullable KafkaMeters meters) {
        this.consumer = consumer;
        this.producer = producer;
        this.defaults = defaults;
        this.meters = meters;
    }

    /**
     * Reaches a cluster.
     *
     * @param consumer configuration of consumers, as Kafka has it
     * @param producer configuration of producers
     */
    public static MillraceKafka of(Map<String, Object> consumer, Map<String, Object> producer) {
        return new MillraceKafka(new HashMap<>(consumer), new HashMap<>(producer), SinkDefaults.NONE, null);
    }

    /** With other defaults for sinks. */
    public MillraceKafka withSinkDefaults(SinkDefaults other) {
        return new MillraceKafka(consumer, producer, other, meters);
    }

    /** With sources that count. */
    public MillraceKafka withMeters(KafkaMeters other) {
        return new MillraceKafka(consumer, producer, defaults, other);
    }

    /**
     * A source of the values of some topics; see {@link KafkaSource} for the rest.
     *
     * @throws IllegalArgumentException if the properties of the application contradict the source
     */
    public <T> KafkaSource<T> source(Deserializer<T> values, String... topics) {
        return counted(KafkaSource.of(consumer, values, topics));
    }

    /**
     * A source of the values of all topics whose names match.
     *
     * @throws IllegalArgumentException if the properties of the application contradict the source
     */
    public <T> KafkaSource<T> source(Deserializer<T> values, Pattern topics) {
        return counted(KafkaSource.of(consumer, values, topics));
    }

    /**
     * A source of what a decoder makes of whole records.
     *
     * @throws IllegalArgumentException if the properties of the application contradict the source
     */
    public <T> KafkaSource<T> source(KafkaRecordDecoder<T> records, String... topics) {
        return counted(KafkaSource.of(consumer, records, topics));
    }

    /**
     * A source of what a decoder makes of whole records of all topics whose names match.
     *
     * @throws IllegalArgumentException if the properties of the application contradict the source
     */
    public <T> KafkaSource<T> source(KafkaRecordDecoder<T> records, Pattern topics) {
        return counted(KafkaSource.of(consumer, records, topics));
    }

    /**
     * A sink that writes each result as the value of a record; see {@link KafkaSink} for the rest.
     *
     * @throws ProducerSettingException if the properties of the application contradict the sink
     */
    public <T> KafkaSink<T> sink(String topic, Serializer<? super T> serializer) {
        return defaults.applyTo(KafkaSink.to(topic, serializer, producer));
    }

    /**
     * A sink that writes what a function makes of each result as the value of a record.
     *
     * @throws ProducerSettingException if the properties of the application contradict the sink
     */
    public <T, V> KafkaSink<T> sink(
            String topic, MapFunction<? super T, ? extends V> value, Serializer<? super V> serializer) {
        return defaults.applyTo(KafkaSink.to(topic, value, serializer, producer));
    }

    /**
     * A sink that writes the records that a function makes.
     *
     * @throws ProducerSettingException if the properties of the application contradict the sink
     */
    public <T> KafkaSink<T> sink(KafkaRecordEncoder<? super T> records) {
        return defaults.applyTo(KafkaSink.records(records, producer));
    }

    private <T> KafkaSource<T> counted(KafkaSource<T> source) {
        return meters == null ? source : source.meters(meters);
    }
}
