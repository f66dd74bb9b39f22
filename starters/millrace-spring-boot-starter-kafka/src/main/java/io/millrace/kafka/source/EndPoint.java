package io.millrace.kafka.source;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the reading of a partition ends.
 *
 * @param kind of the point
 * @param timestampMillis of the first record that is not read, for {@link Kind#TIMESTAMP}
 * @param offsets of the first records that are not read, for {@link Kind#OFFSETS}
 */
public record EndPoint(Kind kind, long timestampMillis, Map<TopicPartition, Long> offsets) {

    /** Never. */
    public static final EndPoint NEVER = new EndPoint(Kind.NEVER, 0, Map.of());

    /** Where the partition ends when it is found. */
    public static final EndPoint LATEST = new EndPoint(Kind.LATEST, 0, Map.of());

    /** Copies the offsets. */
    public EndPoint {
        offsets = Map.copyOf(offsets);
    }

    /** The first record of this time or a later one, or where the partition ends when it is found. */
    public static EndPoint at(long timestampMillis) {
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("Timestamp to end at is out of range: timestampMillis=" + timestampMillis
                    + "; give a time since 1970");
        }
        return new EndPoint(Kind.TIMESTAMP, timestampMillis, Map.of());
    }

    /** These offsets; partitions that are not among them are not read. */
    public static EndPoint at(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset < 0) {
                throw new IllegalArgumentException("Offset to end at is out of range: partition=" + partition
                        + ", offset=" + offset + "; give 0 or more");
            }
        });
        return new EndPoint(Kind.OFFSETS, 0, offsets);
    }

    boolean isNever() {
        return kind == Kind.NEVER;
    }

    /** Kinds of points. */
    public enum Kind {
        /** Never. */
        NEVER,
        /** Where the partition ends when it is found. */
        LATEST,
        /** The first record of a time. */
        TIMESTAMP,
        /** An offset for each partition. */
        OFFSETS
    }
}
