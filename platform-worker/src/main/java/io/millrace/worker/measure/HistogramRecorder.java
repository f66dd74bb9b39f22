package io.millrace.worker.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often which numbers occur, with two significant digits.
 *
 * <p>The writer only ever counts on. The reader keeps what it saw last, and what it hands out is the difference. So neither
 * waits for the other, nothing is lost, and a count that is written while it is read falls into this interval or the next.
 *
 * <p>Memory is taken for each power of two that occurs, and once more by the reader: 272 bytes each, and 35 kB if all
 * numbers up to {@value Buckets#MAX_VALUE} occur.
 *
 * <p><b>Thread.</b> One writer ({@link #record}), one reader ({@link #take}).
 */
public final class HistogramRecorder {

    private static final VarHandle CHUNKS = MethodHandles.arrayElementVarHandle(int[][].class);
    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int NUMBER_OF_CHUNKS = Buckets.COUNT / Buckets.PER_OCTAVE;

    private final long maxValue;
    private final int[] @Nullable [] counted = new int[NUMBER_OF_CHUNKS][];
    private final int[] @Nullable [] taken = new int[NUMBER_OF_CHUNKS][];

    /**
     * Makes an empty one.
     *
     * @param maxValue what is more counts as this
     */
    public HistogramRecorder(long maxValue) {
        if (maxValue < 0 || maxValue > Buckets.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Bound is out of range: maxValue=" + maxValue + ", most=" + Buckets.MAX_VALUE);
        }
        this.maxValue = maxValue;
    }

    /** Counts a number; what is less than 0 counts as 0. */
    public void record(long value, int times) {
        int bucket = Buckets.of(Math.max(0, Math.min(maxValue, value)));
        int chunk = bucket / Buckets.PER_OCTAVE;
        int[] counts = counted[chunk];
        if (counts == null) {
            counts = new int[Buckets.PER_OCTAVE];
            CHUNKS.setRelease(counted, chunk, counts);
        }
        int at = bucket % Buckets.PER_OCTAVE;
        COUNTS.setOpaque(counts, at, counts[at] + times);
    }

    /** What has been counted since this was called last: fewer than 2^32 of a bucket. */
    public Histogram take() {
        int[] buckets = new int[Buckets.PER_OCTAVE];
        long[] counts = new long[Buckets.PER_OCTAVE];
        int size = 0;
        for (int chunk = 0; chunk < NUMBER_OF_CHUNKS; chunk++) {
            int[] now = (int[]) CHUNKS.getAcquire(counted, chunk);
            if (now == null) {
                continue;
            }
            int[] before = taken(chunk);
            for (int i = 0; i < Buckets.PER_OCTAVE; i++) {
                int count = (int) COUNTS.getOpaque(now, i);
                // The counts may have gone round.
                int more = count - before[i];
                before[i] = count;
                if (more != 0) {
                    if (size == buckets.length) {
                        buckets = Arrays.copyOf(buckets, 2 * size);
                        counts = Arrays.copyOf(counts, 2 * size);
                    }
                    buckets[size] = chunk * Buckets.PER_OCTAVE + i;
                    counts[size++] = Integer.toUnsignedLong(more);
                }
            }
        }
        return size == 0 ? Histogram.EMPTY : new Histogram(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
    }

    private int[] taken(int chunk) {
        int[] before = taken[chunk];
        if (before == null) {
            before = new int[Buckets.PER_OCTAVE];
            taken[chunk] = before;
        }
        return before;
    }
}
