package io.millrace.kafka.source;

/**
 * Where the reading of a partition begins, unless a checkpoint says where.
 *
 * @param kind of the point
 * @param timestampMillis of the first record to read, for {@link Kind#TIMESTAMP}
 * @param fallback for partitions of which the group has committed nothing, for {@link Kind#GROUP}
 */
public record StartPoint(Kind kind, long timestampMillis, Kind fallback) {

    /** The first record that the partition holds. */
    public static final StartPoint EARLIEST = new StartPoint(Kind.EARLIEST, 0, Kind.NONE);

    /** The first record that comes after the start. */
    public static final StartPoint LATEST = new StartPoint(Kind.LATEST, 0, Kind.NONE);

    /** The first record of this time or a later one; what comes after the start if there is none yet. */
    public static StartPoint at(long timestampMillis) {
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("Timestamp to start at is out of range: timestampMillis="
                    + timestampMillis + "; give a time since 1970");
        }
        return new StartPoint(Kind.TIMESTAMP, timestampMillis, Kind.NONE);
    }

    /** What the group has committed. */
    public static StartPoint ofGroup(Kind fallback) {
        return new StartPoint(Kind.GROUP, 0, fallback);
    }

    /** Kinds of points. */
    public enum Kind {
        /** None: it fails. */
        NONE,
        /** The first record that the partition holds. */
        EARLIEST,
        /** The first record that comes after the start. */
        LATEST,
        /** The first record of a time. */
        TIMESTAMP,
        /** What a group has committed. */
        GROUP
    }
}
