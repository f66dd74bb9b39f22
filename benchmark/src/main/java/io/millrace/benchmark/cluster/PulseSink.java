package io.millrace.benchmark.cluster;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Times records from when they are due to when they are here; those that are due from one moment to another, each of them,
 * however late it comes.
 *
 * <p><b>Thread.</b> Any, under a lock that is taken a thousand times a second.
 */
final class PulseSink implements Sink<Long> {

    private static final long MAX_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final long PATIENCE_MILLIS = 20_000;

    private final Histogram micros = new Histogram(MAX_MICROS, DIGITS);
    private long arrived;
    private boolean isTiming;
    private boolean isEnding;
    private long fromNanos;
    private long toNanos;

    @Override
    public SinkWriter<Long> open(int taskIndex, int parallelism) {
        return (dueNanos, timestampMillis) -> record(dueNanos, System.nanoTime());
    }

    synchronized long arrived() {
        return arrived;
    }

    synchronized void beginTiming() {
        micros.reset();
        fromNanos = System.nanoTime();
        isEnding = false;
        isTiming = true;
    }

    /** Waits for those that are due before now, if any come here at all. */
    synchronized Latencies endTiming(Histogram hiccups) throws InterruptedException {
        toNanos = System.nanoTime();
        isEnding = true;
        long deadlineNanos = toNanos + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (arrived > 0 && isTiming && System.nanoTime() - deadlineNanos < 0) {
            wait(PATIENCE_MILLIS);
        }
        isTiming = false;
        long expected = arrived == 0 ? 0 : (toNanos - fromNanos) / PulseSource.PERIOD_NANOS;
        return Latencies.of(expected, micros, hiccups);
    }

    private synchronized void record(long dueNanos, long nowNanos) {
        arrived++;
        if (isTiming && dueNanos - fromNanos >= 0) {
            if (isEnding && dueNanos - toNanos > 0) {
                isTiming = false;
                notifyAll();
            } else {
                micros.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(nowNanos - dueNanos)));
            }
        }
    }
}
