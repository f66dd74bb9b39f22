package io.millrace.worker.remote;

import java.time.Duration;

/**
 * For how long tasks that cannot be fenced go on without a word of the leader, and how much longer whoever takes their place
 * waits. The margin covers calls that have begun, and clocks that do not run alike.
 */
public record LeaseTerms(Duration length, Duration margin) {

    private static final int MARGINS = 4;
    private static final int ASKS = 4;

    /** Those of a cluster that says nothing else. */
    public static final LeaseTerms DEFAULTS = of(Duration.ofSeconds(2));

    /** With a margin of a quarter. */
    public static LeaseTerms of(Duration length) {
        return new LeaseTerms(length, length.dividedBy(MARGINS));
    }

    /** From the last moment at which a lease may have begun until its tasks are surely still. */
    long waitNanos() {
        return length.plus(margin).toNanos();
    }

    /** Time between two times that a member asks. */
    long askNanos() {
        return length.toNanos() / ASKS;
    }
}
