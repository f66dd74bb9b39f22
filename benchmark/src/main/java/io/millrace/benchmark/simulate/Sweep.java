package io.millrace.benchmark.simulate;

import io.millrace.worker.simulation.crash.CrashLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs seeds one after the other on some threads.
 *
 * <p><b>Thread.</b> May be used by any. The failures that nobody has taken are bounded by {@link #MAX_FAILURES}: a sweep that
 * has found so many ends.
 *
 * <p><b>Lifecycle.</b> Ends with the last seed, or soon after {@link #close}, which does not wait for the seeds in hand.
 */
final class Sweep implements AutoCloseable {

    /** Nobody reads more. */
    static final int MAX_FAILURES = 100;

    private final Judge judge;
    private final CrashLimits limits;
    private final long end;
    private final AtomicLong next;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isStopped;

    private Sweep(Judge judge, CrashLimits limits, long from, long seeds) {
        this.judge = judge;
        this.limits = limits;
        this.next = new AtomicLong(from);
        this.end = from + seeds;
    }

    /** Starts with the seed {@code from}. */
    static Sweep start(Judge judge, CrashLimits limits, long from, long seeds, int threads) {
        Sweep sweep = new Sweep(judge, limits, from, seeds);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(sweep::work, "simulate-" + i);
            thread.setDaemon(true);
            sweep.threads.add(thread);
            thread.start();
        }
        return sweep;
    }

    /** Seeds that have been run. */
    long done() {
        return done.get();
    }

    /** Seeds that have failed. */
    long failed() {
        return failed.get();
    }

    /** A failure that nobody has taken yet, or null. */
    @Nullable
    Failure pollFailure() {
        return failures.poll();
    }

    /** Waits for the end, but not for long; true if it has come. */
    boolean await(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed < end && !isStopped; seed = next.getAndIncrement()) {
            String fault = judge.fault(seed, limits);
            if (!fault.isEmpty()) {
                failures.add(new Failure(seed, fault));
                isStopped |= failed.incrementAndGet() >= MAX_FAILURES;
            }
            done.incrementAndGet();
        }
    }

    @Override
    public void close() {
        isStopped = true;
    }

    /**
     * A seed that failed.
     *
     * @param seed the seed
     * @param fault what is wrong
     */
    record Failure(long seed, String fault) {}
}
