package io.millrace.examples.reliability;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The longest time in which a partition got nothing.
 *
 * <p><b>Thread.</b> May be used by any.
 */
final class Gaps {

    private final LongSupplier nanoClock;
    private final long[] lastNanos;
    private long longestNanos;

    Gaps(int partitions, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.lastNanos = new long[partitions];
        Arrays.fill(lastNanos, nanoClock.getAsLong());
    }

    /** Forgets all gaps that have come to their end. */
    synchronized void restart() {
        longestNanos = 0;
    }

    /** A partition has got something. */
    synchronized void arrived(int partition) {
        long nowNanos = nanoClock.getAsLong();
        longestNanos = Math.max(longestNanos, nowNanos - lastNanos[partition]);
        lastNanos[partition] = nowNanos;
    }

    /** The longest of those that have come to their end since the restart, and of those that there are now. */
    synchronized Duration longest() {
        long nowNanos = nanoClock.getAsLong();
        long open = Arrays.stream(lastNanos).map(last -> nowNanos - last).max().orElse(0);
        return Duration.ofNanos(Math.max(longestNanos, open));
    }
}
