package io.millrace.time;

import io.millrace.function.TimestampFunction;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a source derives event time: timestamps of records, a watermark for each split, and when a silent split counts as
 * idle. The watermark of a source task is the minimum over its splits that are not idle.
 *
 * @param <T> the type of the records
 */
public final class WatermarkStrategy<T> {

    private final Kind kind;
    private final @Nullable Duration bound;
    private final @Nullable Supplier<? extends WatermarkGenerator<T>> generators;
    private final @Nullable TimestampFunction<T> timestamps;
    private final @Nullable Duration idleAfter;
    private final @Nullable Duration maxAhead;

    private WatermarkStrategy(
            Kind kind,
            @Nullable Duration bound,
            @Nullable Supplier<? extends WatermarkGenerator<T>> generators,
            @Nullable TimestampFunction<T> timestamps,
            @Nullable Duration idleAfter,
            @Nullable Duration maxAhead) {
        this.kind = kind;
        this.bound = bound;
        this.generators = generators;
        this.timestamps = timestamps;
        this.idleAfter = idleAfter;
        this.maxAhead = maxAhead;
    }

    /** Records come in the order of their timestamps. */
    public static <T> WatermarkStrategy<T> inOrder() {
        return boundedDisorder(Duration.ZERO);
    }

    /** Records come at most {@code bound} of event time later than the latest one before them. */
    public static <T> WatermarkStrategy<T> boundedDisorder(Duration bound) {
        Objects.requireNonNull(bound, "bound");
        return new WatermarkStrategy<>(Kind.BOUNDED_DISORDER, bound, null, null, null, null);
    }

    /** Takes timestamps from values that come at most {@code bound} later than the latest one before them. */
    public static <T> WatermarkStrategy<T> boundedDisorder(Duration bound, TimestampFunction<T> timestamps) {
        return WatermarkStrategy.<T>boundedDisorder(bound).withTimestamps(timestamps);
    }

    /** The user's own derivation; the supplier makes one generator for each split. */
    public static <T> WatermarkStrategy<T> custom(Supplier<? extends WatermarkGenerator<T>> generators) {
        Objects.requireNonNull(generators, "generators");
        return new WatermarkStrategy<>(Kind.CUSTOM, null, generators, null, null, null);
    }

    /** No promise before the end of the stream: event-time windows fire only then. */
    public static <T> WatermarkStrategy<T> atEndOnly() {
        return new WatermarkStrategy<>(Kind.AT_END_ONLY, null, null, null, null, null);
    }

    /** Takes the timestamp from the value instead of from the source. */
    public WatermarkStrategy<T> withTimestamps(TimestampFunction<T> timestamps) {
        Objects.requireNonNull(timestamps, "timestamps");
        return new WatermarkStrategy<>(kind, bound, generators, timestamps, idleAfter, maxAhead);
    }

    /** Lets a split that is silent for this long, on the clock of its process, hold nobody up any more. */
    public WatermarkStrategy<T> withIdleness(Duration idleAfter) {
        Objects.requireNonNull(idleAfter, "idleAfter");
        return new WatermarkStrategy<>(kind, bound, generators, timestamps, idleAfter, maxAhead);
    }

    /**
     * Lets a record whose timestamp is more than this ahead of the clock of its process move event time no further, so that a
     * single one that claims to come from the future does not make all that follow late. The record itself is taken, keeps its
     * timestamp, and waits in its window for that time.
     */
    public WatermarkStrategy<T> withMaxAhead(Duration maxAhead) {
        Objects.requireNonNull(maxAhead, "maxAhead");
        return new WatermarkStrategy<>(kind, bound, generators, timestamps, idleAfter, maxAhead);
    }

    /** How watermarks are derived. */
    public Kind kind() {
        return kind;
    }

    /** Bound of the disorder, null unless the kind is bounded disorder. */
    public @Nullable Duration bound() {
        return bound;
    }

    /** Timestamps of values, or null if the source gives them. */
    public @Nullable TimestampFunction<T> timestamps() {
        return timestamps;
    }

    /** Silence after which a split counts as idle, or null for never. */
    public @Nullable Duration idleAfter() {
        return idleAfter;
    }

    /** How far a record may be ahead of the clock and still move event time, or null for any distance. */
    public @Nullable Duration maxAhead() {
        return maxAhead;
    }

    /** Makes the generator of one split. */
    public WatermarkGenerator<T> newGenerator() {
        return switch (kind) {
            case BOUNDED_DISORDER -> new BoundedDisorder<>(bound == null ? 0 : bound.toMillis());
            case CUSTOM -> customGenerator();
            case AT_END_ONLY -> (value, timestampMillis) -> EventTime.NO_WATERMARK;
        };
    }

    private WatermarkGenerator<T> customGenerator() {
        if (generators == null) {
            throw new IllegalStateException("Custom watermark strategy has no supplier");
        }
        return generators.get();
    }

    /** Ways to derive watermarks. */
    public enum Kind {
        /** Latest timestamp less a bound. */
        BOUNDED_DISORDER,
        /** The user's own generator. */
        CUSTOM,
        /** Only the end of the stream. */
        AT_END_ONLY
    }

    private static final class BoundedDisorder<T> implements WatermarkGenerator<T> {

        private final long boundMillis;
        private long latestMillis = EventTime.NO_WATERMARK;

        BoundedDisorder(long boundMillis) {
            this.boundMillis = boundMillis;
        }

        @Override
        public long onRecord(T value, long timestampMillis) {
            if (timestampMillis > latestMillis) {
                latestMillis = timestampMillis;
            }
            return latestMillis - boundMillis;
        }
    }
}
