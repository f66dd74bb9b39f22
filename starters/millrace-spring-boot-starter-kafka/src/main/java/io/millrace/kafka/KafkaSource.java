package io.millrace.kafka;

import io.millrace.Experimental;
import io.millrace.kafka.source.EndPoint;
import io.millrace.kafka.source.RecordDecoder;
import io.millrace.kafka.source.SourceSettings;
import io.millrace.kafka.source.SourceTasks;
import io.millrace.kafka.source.StartPoint;
import io.millrace.kafka.source.TopicSelection;
import io.millrace.kafka.source.UndecodableRecords;
import io.millrace.source.DiscoveringSource;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Records of topics of Kafka. A partition is a split; the timestamp of a record is that which Kafka has given it.
 *
 * <p>Offsets are part of the checkpoints of the topology, so that each record counts once. They are also committed to the
 * group, if there is one, after each checkpoint, for the eyes of others only. Records that were gone before they could be
 * read are a failure unless {@link #onLostRecords} says otherwise. A broker that is away is waited for.
 *
 * <p>Immutable: each method gives a source of its own.
 *
 * @param <T> the type of the values
 */
@Experimental
public final class KafkaSource<T> implements DiscoveringSource<T> {

    private final SourceSettings<T> settings;
    private final @Nullable TypeRef<?> type;
    private final SourceTasks<T> tasks;

    private KafkaSource(SourceSettings<T> settings, @Nullable TypeRef<?> type) {
        this.settings = settings;
        this.type = type;
        this.tasks = new SourceTasks<>(settings);
    }

    /**
     * Values of records. A record without a value (a tombstone) is left out and counted.
     *
     * @param consumer configuration of Kafka's consumers, such as {@code bootstrap.servers}; deserializers in it are not used
     * @param values makes values of bytes; one instance serves all tasks of the source, at the same time, as Kafka's own can
     * @param topics names of the topics, which have to exist
     */
    public static <T> KafkaSource<T> of(Map<String, Object> consumer, Deserializer<T> values, String... topics) {
        return ofValues(consumer, values, TopicSelection.named(List.of(topics)));
    }

    /** Values of records of all topics whose names match, also of those that come later. */
    public static <T> KafkaSource<T> of(Map<String, Object> consumer, Deserializer<T> values, Pattern topics) {
        return ofValues(consumer, values, TopicSelection.matching(topics));
    }

    /** What a decoder makes of whole records. */
    public static <T> KafkaSource<T> of(Map<String, Object> consumer, KafkaRecordDecoder<T> records, String... topics) {
        return ofRecords(consumer, records, TopicSelection.named(List.of(topics)));
    }

    /** What a decoder makes of whole records of all topics whose names match, also of those that come later. */
    public static <T> KafkaSource<T> of(Map<String, Object> consumer, KafkaRecordDecoder<T> records, Pattern topics) {
        return ofRecords(consumer, records, TopicSelection.matching(topics));
    }

    /** Says what the type of the values is, where it cannot be seen from the decoder. */
    public KafkaSource<T> typed(TypeRef<T> valueType) {
        return new KafkaSource<>(settings, Objects.requireNonNull(valueType, "valueType"));
    }

    /** Says what the class of the values is, where it cannot be seen from the decoder. */
    public KafkaSource<T> typed(Class<T> valueType) {
        return typed(TypeRef.of(valueType));
    }

    /** Begins at the first record that is there; the default. */
    public KafkaSource<T> fromEarliest() {
        return with(settings.withStart(StartPoint.EARLIEST));
    }

    /** Begins with what comes after the start. Partitions that are added later are read from their first record. */
    public KafkaSource<T> fromLatest() {
        return with(settings.withStart(StartPoint.LATEST));
    }

    /** Begins at the first record of this time or a later one. */
    public KafkaSource<T> fromTimestamp(Instant time) {
        return with(settings.withStart(StartPoint.at(time.toEpochMilli())));
    }

    /** Begins where the group has committed, and fails where it has not. */
    public KafkaSource<T> fromGroupOffsets() {
        return with(settings.withStart(StartPoint.ofGroup(StartPoint.Kind.NONE)));
    }

    /** Begins where the group has committed, and at the first record where it has not. */
    public KafkaSource<T> fromGroupOffsetsOrEarliest() {
        return with(settings.withStart(StartPoint.ofGroup(StartPoint.Kind.EARLIEST)));
    }

    /** Begins where the group has committed, and with what comes after the start where it has not. */
    public KafkaSource<T> fromGroupOffsetsOrLatest() {
        return with(settings.withStart(StartPoint.ofGroup(StartPoint.Kind.LATEST)));
    }

    /** Ends where partitions end when the topology starts. */
    public KafkaSource<T> untilLatest() {
        return with(settings.withEnd(EndPoint.LATEST));
    }

    /** Ends before the first record of this time or a later one, and at the end as it is at the start if there is none. */
    public KafkaSource<T> untilTimestamp(Instant time) {
        return with(settings.withEnd(EndPoint.at(time.toEpochMilli())));
    }

    /** Ends before these offsets. Partitions that are not among them are not read. */
    public KafkaSource<T> untilOffsets(Map<TopicPartition, Long> offsets) {
        return with(settings.withEnd(EndPoint.at(offsets)));
    }

    /** Time between two looks for topics and partitions that were added; 30 seconds unless it is set. */
    public KafkaSource<T> discoveryInterval(Duration interval) {
        return with(settings.withDiscoveryInterval(interval));
    }

    /** What to do where records are gone before they were read; the topology fails unless it is set. */
    public KafkaSource<T> onLostRecords(LostRecords policy) {
        return with(settings.withLossAccepted(policy == LostRecords.CONTINUE));
    }

    /** Leaves out what cannot be decoded, and counts it. */
    public KafkaSource<T> skipUndecodable() {
        return with(settings.withUndecodable(UndecodableRecords.SKIP));
    }

    /**
     * Sends what cannot be decoded to another topic, as it came, with the headers that spring-kafka gives a dead letter. A
     * checkpoint that has passed such a record holds only when it is written there; after a failure it may be written twice.
     *
     * @param producer configuration of Kafka's producers; serializers in it are not used
     */
    public KafkaSource<T> deadLettersTo(String topic, Map<String, Object> producer) {
        return with(settings.withUndecodable(UndecodableRecords.toTopic(topic, producer)));
    }

    /** Counts in a registry: lag of each partition, what was left out, and what the clients count themselves. */
    public KafkaSource<T> meters(KafkaMeters meters) {
        return with(settings.withMeters(meters.source()));
    }

    @Override
    public SplitDiscovery discover(SplitContext context) {
        return tasks.discover(context);
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) {
        return tasks.open(split, context);
    }

    @Override
    public SplitReader<T> open(String split, String position, SplitContext context) {
        return tasks.open(split, position, context);
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    @Override
    public @Nullable TypeRef<?> type() {
        return type;
    }

    private KafkaSource<T> with(SourceSettings<T> other) {
        return new KafkaSource<>(other, type);
    }

    private static <T> KafkaSource<T> ofValues(
            Map<String, Object> consumer, Deserializer<T> values, TopicSelection topics) {
        Objects.requireNonNull(values, "values");
        return new KafkaSource<>(
                SourceSettings.of(consumer, topics, RecordDecoder.ofValues(values)),
                FunctionTypes.typeArgument(values, Deserializer.class, 0));
    }

    private static <T> KafkaSource<T> ofRecords(
            Map<String, Object> consumer, KafkaRecordDecoder<T> records, TopicSelection topics) {
        Objects.requireNonNull(records, "records");
        RecordDecoder<T> decoder = new RecordDecoder<>() {
            @Override
            public @Nullable T decode(ConsumerRecord<byte[], byte[]> record) throws Exception {
                return records.decode(record);
            }

            @Override
            public boolean takesTombstones() {
                return true;
            }
        };
        return new KafkaSource<>(SourceSettings.of(consumer, topics, decoder), FunctionTypes.result(records));
    }
}
