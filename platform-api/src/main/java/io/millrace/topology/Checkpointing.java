package io.millrace.topology;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a topology is kept against failures.
 *
 * @param guarantee what is asked for
 * @param interval time from the start of a checkpoint to that of the next, or null for the worker's default
 */
public record Checkpointing(Guarantee guarantee, @Nullable Duration interval) {

    /** Shortest time between two checkpoints. */
    public static final Duration MIN_INTERVAL = Duration.ofMillis(10);

    /** Longest time between two checkpoints. */
    public static final Duration MAX_INTERVAL = Duration.ofDays(1);

    /** Exactly once, at the worker's interval. */
    public static final Checkpointing DEFAULT = new Checkpointing(Guarantee.EXACTLY_ONCE, null);

    /** Refuses an interval that is out of range. */
    public Checkpointing {
        Objects.requireNonNull(guarantee, "guarantee");
        if (interval != null && (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0)) {
            throw new IllegalArgumentException("Checkpoint interval is out of range: interval=" + interval + "; use "
                    + MIN_INTERVAL + " to " + MAX_INTERVAL + ", or the guarantee AT_MOST_ONCE for no checkpoints");
        }
    }

    /** With another guarantee. */
    public Checkpointing withGuarantee(Guarantee other) {
        return new Checkpointing(other, interval);
    }

    /** With another interval. */
    public Checkpointing withInterval(Duration other) {
        return new Checkpointing(guarantee, other);
    }
}
