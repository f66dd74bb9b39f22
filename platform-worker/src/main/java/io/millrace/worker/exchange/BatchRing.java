package io.millrace.worker.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Bounded ring between one producer and one consumer. Neither waits for the other: full and empty are return values.
 *
 * <p>A slot that holds null is free, so the two sides share nothing but the slots; each keeps its own position to itself.
 *
 * <p>Source of the scheme: J. Giacomoni, T. Moseley, M. Vachharajani, "FastForward for Efficient Pipeline Parallelism",
 * PPoPP 2008.
 */
public final class BatchRing {

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Batch[].class);

    /** A position lies in the middle of an array, with a cache line on either side, so that the two do not meet. */
    private static final int MIDDLE = 8;

    private static final int PADDED = 2 * MIDDLE + 1;

    private final @Nullable Batch[] slots;
    private final int mask;
    private final long[] producer = new long[PADDED];
    private final long[] consumer = new long[PADDED];

    /** Makes a ring for at least {@code capacity} batches. */
    public BatchRing(int capacity) {
        int rounded = Integer.highestOneBit(Math.max(1, capacity - 1)) << 1;
        this.slots = new Batch[Math.max(2, rounded)];
        this.mask = slots.length - 1;
    }

    /** Puts a batch in; producer only. Returns false if the ring is full. */
    public boolean offer(Batch batch) {
        int slot = (int) producer[MIDDLE] & mask;
        if (SLOTS.getAcquire(slots, slot) != null) {
            return false;
        }
        SLOTS.setRelease(slots, slot, batch);
        producer[MIDDLE]++;
        return true;
    }

    /** Takes the oldest batch out; consumer only. Returns null if the ring is empty. */
    public @Nullable Batch poll() {
        int slot = (int) consumer[MIDDLE] & mask;
        Batch batch = (Batch) SLOTS.getAcquire(slots, slot);
        if (batch != null) {
            SLOTS.setRelease(slots, slot, null);
            consumer[MIDDLE]++;
        }
        return batch;
    }

    /** Whether the next offer would fail; producer only. */
    public boolean isFull() {
        return SLOTS.getAcquire(slots, (int) producer[MIDDLE] & mask) != null;
    }

    /** Whether the next poll would yield nothing; consumer only. */
    public boolean isEmpty() {
        return SLOTS.getAcquire(slots, (int) consumer[MIDDLE] & mask) == null;
    }

    /** Share of the slots that are taken; any thread, which sees each slot as it is or was a moment ago. */
    public double fill() {
        int taken = 0;
        for (int i = 0; i < slots.length; i++) {
            taken += SLOTS.getAcquire(slots, i) == null ? 0 : 1;
        }
        return (double) taken / slots.length;
    }

    /** Number of batches that fit. */
    public int capacity() {
        return slots.length;
    }
}
