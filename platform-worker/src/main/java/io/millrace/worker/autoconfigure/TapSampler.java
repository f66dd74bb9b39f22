package io.millrace.worker.autoconfigure;

import io.millrace.worker.task.TapListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Takes a few of the records that pass, spread evenly over a while: the first, and from then on one whenever its share of the
 * time is over. Records are kept as they are, for nobody changes them; what they say is asked elsewhere.
 *
 * <p><b>Thread.</b> Any; tasks call it at the same time.
 */
final class TapSampler implements TapListener {

    private final int limit;
    private final long pauseNanos;
    private final LongSupplier clockNanos;
    private final AtomicLong dueNanos;
    private final LongAdder seen = new LongAdder();
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();

    /**
     * Begins a look.
     *
     * @param limit most records to take, 1 or more
     * @param nanos how long the look takes
     */
    TapSampler(int limit, long nanos, LongSupplier clockNanos) {
        this.limit = limit;
        this.pauseNanos = nanos / limit;
        this.clockNanos = clockNanos;
        this.dueNanos = new AtomicLong(clockNanos.getAsLong());
    }

    @Override
    public void onRecord(Object value, long timestampMillis) {
        seen.increment();
        long due = dueNanos.get();
        long now = clockNanos.getAsLong();
        // Whoever moves the time on takes the record; the others leave theirs.
        if (now - due >= 0 && dueNanos.compareAndSet(due, now + pauseNanos)) {
            taken.add(new Taken(value, timestampMillis));
        }
    }

    /** How many have passed. */
    long seen() {
        return seen.sum();
    }

    /** Those that were taken, in the order in which they passed. */
    List<Taken> taken() {
        return new ArrayList<>(taken).stream().limit(limit).toList();
    }

    /** A record as it passed. */
    record Taken(Object value, long timestampMillis) {}
}
