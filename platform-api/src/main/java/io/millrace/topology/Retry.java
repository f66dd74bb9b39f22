package io.millrace.topology;

import java.time.Duration;
import java.util.Objects;

/**
 * How often the code of a step is called again for a record for which it has thrown, before the step's {@link ErrorPolicy}
 * decides. The wait before each call doubles, up to a maximum.
 *
 * <p>While a record waits, its task takes nothing else: records stay in order, and watermarks, barriers and the end wait
 * behind it. What the code emitted before it threw is forgotten, so each result goes on once. What it put into state stays,
 * so code that is retried changes state last. A stop waits no longer: the calls that are left follow each other at once.
 *
 * <p>Called again are the function for a record, a timer, the writer of a sink for a record or at the end of a batch, and,
 * for all records of it, an operator or a method that takes batches. Not called again is the key of a record, and nothing
 * of what fails the topology whatever the policy.
 *
 * @param retries calls after the first one; 0 for none
 * @param backoff wait before the first of them
 * @param maxBackoff longest wait
 */
public record Retry(int retries, Duration backoff, Duration maxBackoff) {

    /** Most retries. */
    public static final int MAX_RETRIES = 1_000;

    /** Longest wait. */
    public static final Duration MAX_BACKOFF = Duration.ofHours(1);

    /** First wait where none is said. */
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(100);

    private static final Duration DEFAULT_MAX_BACKOFF = Duration.ofMinutes(1);

    /** No retries. */
    public static final Retry NONE = of(0, DEFAULT_BACKOFF);

    /** Refuses what would go on for ever. */
    public Retry {
        Objects.requireNonNull(backoff, "backoff");
        Objects.requireNonNull(maxBackoff, "maxBackoff");
        if (retries < 0 || retries > MAX_RETRIES) {
            throw new IllegalArgumentException(
                    "Number of retries is out of range: retries=" + retries + "; use 0 to " + MAX_RETRIES);
        }
        if (backoff.isNegative() || backoff.compareTo(maxBackoff) > 0 || maxBackoff.compareTo(MAX_BACKOFF) > 0) {
            throw new IllegalArgumentException("Back-off is out of range: backoff=" + backoff + ", maxBackoff="
                    + maxBackoff + "; use zero or more, at most the maximum, and that at most " + MAX_BACKOFF);
        }
    }

    /** So many retries; the wait before each doubles, up to a minute or to the first wait if that is longer. */
    public static Retry of(int retries, Duration backoff) {
        return new Retry(retries, backoff, backoff.compareTo(DEFAULT_MAX_BACKOFF) > 0 ? backoff : DEFAULT_MAX_BACKOFF);
    }

    /** Whether nothing is called again. */
    public boolean isNone() {
        return retries == 0;
    }

    /** Whether the code is called again after so many calls have failed. */
    public boolean isLeft(int failures) {
        return failures <= retries;
    }

    /** Wait after so many calls have failed, 1 or more. */
    public long backoffMillis(int failures) {
        long maxMillis = maxBackoff.toMillis();
        long millis = backoff.toMillis();
        for (int i = 1; i < failures && millis < maxMillis && millis > 0; i++) {
            millis *= 2;
        }
        return Math.min(millis, maxMillis);
    }
}
