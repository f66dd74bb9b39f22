package io.millrace.benchmark.ideal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The least that a hand-over between two threads can be: a ring of arrays, filled by one thread and emptied by the other,
 * each array handed over with one ordered write. The arrays stay in the ring and are used again.
 *
 * <p><b>Thread.</b> {@code claim} and {@code publish} belong to the producer, {@code poll} and {@code release} to the
 * consumer. Neither blocks: -1 means that there is no array for now.
 *
 * @param <T> the type of the elements
 */
public final class BatchRing<T> {

    /** Elements that an array holds. */
    public static final int BATCH_SIZE = 256;

    private static final int BATCHES = 64;
    private static final VarHandle COUNTER = MethodHandles.arrayElementVarHandle(long[].class);
    // The two counters, a pair of cache lines apart from each other and from what stands beside the array.
    private static final int PUBLISHED = 16;
    private static final int RELEASED = 32;
    private static final int COUNTERS = 48;

    private final Object[][] batches = new Object[BATCHES][BATCH_SIZE];
    private final int[] lengths = new int[BATCHES];
    private final long[] counters = new long[COUNTERS];

    /** Slot of an array to fill. */
    public int claim() {
        long published = counters[PUBLISHED];
        long released = (long) COUNTER.getAcquire(counters, RELEASED);
        return published - released == BATCHES ? -1 : slot(published);
    }

    /** Hands over the array claimed last. */
    public void publish(int length) {
        long published = counters[PUBLISHED];
        lengths[slot(published)] = length;
        COUNTER.setRelease(counters, PUBLISHED, published + 1);
    }

    /** Slot of an array that was handed over. */
    public int poll() {
        long released = counters[RELEASED];
        long published = (long) COUNTER.getAcquire(counters, PUBLISHED);
        return published == released ? -1 : slot(released);
    }

    /** Gives back the array polled last. */
    public void release() {
        COUNTER.setRelease(counters, RELEASED, counters[RELEASED] + 1);
    }

    /** Puts an element into the array of a slot. */
    public void set(int slot, int index, T element) {
        batches[slot][index] = element;
    }

    /** An element of the array of a slot. */
    @SuppressWarnings("unchecked") // nothing else comes in
    public T get(int slot, int index) {
        return (T) batches[slot][index];
    }

    /** How many elements of the array of a slot were handed over. */
    public int length(int slot) {
        return lengths[slot];
    }

    private static int slot(long number) {
        return (int) number & (BATCHES - 1);
    }
}
