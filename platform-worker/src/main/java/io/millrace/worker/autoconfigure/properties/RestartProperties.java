package io.millrace.worker.autoconfigure.properties;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the restarts of what fails, for topologies that take checkpoints.
 *
 * @param attempts Number of restarts that may follow each other closely before a topology fails; 0 for none.
 * @param healAfter Time in which one of the attempts comes back.
 * @param initialBackoff Wait before the first restart. Doubles before each further one.
 * @param maxBackoff Longest wait before a restart.
 */
public record RestartProperties(
        @DefaultValue("5") int attempts,
        @DefaultValue("1m") Duration healAfter,
        @DefaultValue("100ms") Duration initialBackoff,
        @DefaultValue("10s") Duration maxBackoff) {

    private static final String PREFIX = MillraceProperties.PREFIX + ".restart.";
    private static final int MAX_ATTEMPTS = 1_000_000;
    private static final Duration MAX_TIME = Duration.ofDays(1);

    /** Checks the ranges. */
    public RestartProperties {
        Ranges.require(PREFIX + "attempts", attempts, 0, MAX_ATTEMPTS);
        Ranges.require(PREFIX + "heal-after", healAfter, Duration.ofMillis(1), MAX_TIME);
        Ranges.require(PREFIX + "initial-backoff", initialBackoff, Duration.ZERO, MAX_TIME);
        Ranges.require(PREFIX + "max-backoff", maxBackoff, initialBackoff, MAX_TIME);
    }
}
