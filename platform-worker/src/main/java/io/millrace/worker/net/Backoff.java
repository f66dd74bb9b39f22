package io.millrace.worker.net;

import java.util.function.DoubleSupplier;

/**
 * Decides how long to wait before the next attempt to connect.
 *
 * <p>The first attempt after a connection that was open is made at once. Each further pause doubles, up to a bound, and half
 * of it is drawn, so that many executors that lost the same one do not come back together. A connection that was open only
 * for a moment does not count as one, so that one that breaks again and again does not keep two processes busy.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class Backoff {

    /** Time for which a connection must have been open to be worth an attempt at once. */
    static final long SETTLED_NANOS = 1_000_000_000;

    private static final int MAX_DOUBLINGS = 30;

    private final NetTimes times;
    private final DoubleSupplier jitter;
    private int failures;
    private boolean isRefused;

    /**
     * Begins without failures.
     *
     * @param jitter draws from 0 to 1
     */
    Backoff(NetTimes times, DoubleSupplier jitter) {
        this.times = times;
        this.jitter = jitter;
    }

    /** One side does not want the other; holds for the next pause. */
    void refused() {
        isRefused = true;
    }

    /** Pause after an attempt that did not come to an open connection. */
    long afterFailureMillis() {
        return isRefused ? afterRefusalMillis() : nextMillis();
    }

    /** Pause after a connection that was open. */
    long afterOpenMillis(long openNanos) {
        if (isRefused) {
            return afterRefusalMillis();
        }
        if (openNanos < SETTLED_NANOS) {
            return nextMillis();
        }
        failures = 0;
        return 0;
    }

    private long afterRefusalMillis() {
        isRefused = false;
        return drawn(times.refusedPauseMillis());
    }

    private long nextMillis() {
        long pause = times.firstPauseMillis() << Math.min(failures, MAX_DOUBLINGS);
        if (pause < times.maxPauseMillis()) {
            failures++;
        }
        return drawn(Math.min(pause, times.maxPauseMillis()));
    }

    private long drawn(long millis) {
        return millis - (long) (jitter.getAsDouble() * millis / 2);
    }
}
