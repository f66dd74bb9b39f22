package io.millrace.benchmark.latency;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.window.WindowResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;

/**
 * Times the results of the rare key: from the end of their window, when they are due, to the moment at which they are
 * here.
 *
 * <p><b>Thread.</b> Tasks share the histogram under a lock, which is taken a few times a second.
 */
final class LatencySink implements Sink<WindowResult<String, Long>> {

    static final long MAX_MICROS = 3_600_000_000L;
    static final int DIGITS = 3;

    private final long fromMillis;
    private final long toMillis;
    private final Histogram micros = new Histogram(MAX_MICROS, DIGITS);

    /** Times the windows that end after {@code fromMillis} and no later than {@code toMillis}. */
    LatencySink(long fromMillis, long toMillis) {
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
    }

    @Override
    public SinkWriter<WindowResult<String, Long>> open(int taskIndex, int parallelism) {
        return (result, timestampMillis) -> {
            if (result.key().equals(Schedule.RARE_KEY)) {
                record(result.window().endMillis());
            }
        };
    }

    /** The latencies so far, in microseconds. */
    synchronized Histogram micros() {
        return micros.copy();
    }

    private synchronized void record(long dueMillis) {
        if (dueMillis > fromMillis && dueMillis <= toMillis) {
            long latencyMicros = ChronoUnit.MICROS.between(Instant.ofEpochMilli(dueMillis), Instant.now());
            micros.recordValue(Math.min(Math.max(0, latencyMicros), MAX_MICROS));
        }
    }
}
