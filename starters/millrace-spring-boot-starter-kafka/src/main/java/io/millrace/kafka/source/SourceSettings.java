package io.millrace.kafka.source;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a source of Kafka is told.
 *
 * @param consumer the user's configuration of consumers
 * @param topics what to read
 * @param decoder makes values of records
 * @param start where to begin
 * @param end where to end
 * @param discoveryInterval time between two looks for partitions
 * @param isLossAccepted whether to go on where records are gone that were not read yet
 * @param undecodable what to do with what cannot be decoded
 * @param meters where to count
 * @param <T> the type of the values
 */
public record SourceSettings<T>(
        Map<String, Object> consumer,
        TopicSelection topics,
        RecordDecoder<T> decoder,
        StartPoint start,
        EndPoint end,
        Duration discoveryInterval,
        boolean isLossAccepted,
        UndecodableRecords undecodable,
        SourceMeters meters) {

    /** Refuses what contradicts itself. */
    public SourceSettings {
        // Not Map.copyOf: null is a value that Kafka knows.
        consumer = Collections.unmodifiableMap(new HashMap<>(consumer));
        Objects.requireNonNull(topics, "topics");
        Objects.requireNonNull(decoder, "decoder");
        if (discoveryInterval.toMillis() < 1) {
            throw new IllegalArgumentException("Interval of discovery is too short: discoveryInterval="
                    + discoveryInterval + "; use 1 ms or more");
        }
        ClientConfiguration configuration = new ClientConfiguration(consumer);
        if (start.kind() == StartPoint.Kind.GROUP && configuration.group() == null) {
            throw new IllegalArgumentException("Source begins at the offsets of a group, and there is no group: topics="
                    + topics + "; set group.id (spring.kafka.consumer.group-id)");
        }
    }

    /** What the clients are made of. */
    ClientConfiguration configuration() {
        return new ClientConfiguration(consumer);
    }

    /** Settings as they are before the user says more. */
    public static <T> SourceSettings<T> of(
            Map<String, Object> consumer, TopicSelection topics, RecordDecoder<T> decoder) {
        return new SourceSettings<>(
                consumer,
                topics,
                decoder,
                StartPoint.EARLIEST,
                EndPoint.NEVER,
                Duration.ofSeconds(30),
                false,
                UndecodableRecords.FAIL,
                SourceMeters.NONE);
    }

    /** A copy with another start. */
    public SourceSettings<T> withStart(StartPoint other) {
        return new SourceSettings<>(
                consumer, topics, decoder, other, end, discoveryInterval, isLossAccepted, undecodable, meters);
    }

    /** A copy with another end. */
    public SourceSettings<T> withEnd(EndPoint other) {
        return new SourceSettings<>(
                consumer, topics, decoder, start, other, discoveryInterval, isLossAccepted, undecodable, meters);
    }

    /** A copy with another time between two looks. */
    public SourceSettings<T> withDiscoveryInterval(Duration other) {
        return new SourceSettings<>(consumer, topics, decoder, start, end, other, isLossAccepted, undecodable, meters);
    }

    /** A copy that goes on where records are gone, or does not. */
    public SourceSettings<T> withLossAccepted(boolean other) {
        return new SourceSettings<>(
                consumer, topics, decoder, start, end, discoveryInterval, other, undecodable, meters);
    }

    /** A copy with another way to deal with what cannot be decoded. */
    public SourceSettings<T> withUndecodable(UndecodableRecords other) {
        return new SourceSettings<>(
                consumer, topics, decoder, start, end, discoveryInterval, isLossAccepted, other, meters);
    }

    /** A copy that counts elsewhere. */
    public SourceSettings<T> withMeters(SourceMeters other) {
        return new SourceSettings<>(
                consumer, topics, decoder, start, end, discoveryInterval, isLossAccepted, undecodable, other);
    }

    /** The group whose offsets are read and committed, or null. */
    @Nullable
    String group() {
        return configuration().group();
    }
}
