package io.millrace.worker.simulation.crash;

/** Time that passes when it is told to. */
final class VirtualClock {

    private static final long START_MILLIS = 1_700_000_000_000L;

    private long nanos;

    void pass(long moreNanos) {
        nanos += moreNanos;
    }

    long nanos() {
        return nanos;
    }

    long millis() {
        return START_MILLIS + nanos / 1_000_000;
    }
}
