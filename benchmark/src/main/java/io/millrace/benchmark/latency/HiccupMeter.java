package io.millrace.benchmark.latency;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Measures by how much a thread that does nothing but sleep wakes up too late: what machine and JVM add to every latency,
 * whatever the engine does.
 *
 * <p><b>Thread.</b> Has a thread of its own; {@link #stop} ends it and yields what it has seen.
 *
 * <p>Source of the idea: G. Tene, jHiccup (public domain).
 */
public final class HiccupMeter {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Histogram micros = new Histogram(LatencySink.MAX_MICROS, LatencySink.DIGITS);
    private final Thread thread = new Thread(this::run, "hiccup-meter");
    private volatile boolean isStopped;

    /** Starts to measure. */
    public static HiccupMeter start() {
        HiccupMeter meter = new HiccupMeter();
        meter.thread.setDaemon(true);
        meter.thread.start();
        return meter;
    }

    /** Ends the measurement; the histogram is in microseconds. */
    public Histogram stop() throws InterruptedException {
        isStopped = true;
        thread.join();
        return micros;
    }

    private void run() {
        long dueNanos = System.nanoTime() + PERIOD_NANOS;
        while (!isStopped) {
            LockSupport.parkNanos(dueNanos - System.nanoTime());
            long lateNanos = System.nanoTime() - dueNanos;
            if (lateNanos >= 0) {
                // What was missed meanwhile counts too: a stall of 10 ms is ten late wake-ups.
                micros.recordValueWithExpectedInterval(
                        TimeUnit.NANOSECONDS.toMicros(lateNanos), TimeUnit.NANOSECONDS.toMicros(PERIOD_NANOS));
                dueNanos = System.nanoTime() + PERIOD_NANOS;
            }
        }
    }
}
