package io.millrace.worker.measure;

import java.util.Arrays;

/**
 * How often which numbers have occurred, with two significant digits. Immutable.
 *
 * <p>It can be taken apart into {@link #buckets} and {@link #counts} and put together again by {@link #of}; the numbers of
 * buckets mean the same in each process of one version.
 */
public final class Histogram {

    /** Nothing has occurred. */
    public static final Histogram EMPTY = new Histogram(new int[0], new long[0]);

    private final int[] buckets;
    private final long[] counts;

    Histogram(int[] buckets, long[] counts) {
        this.buckets = buckets;
        this.counts = counts;
    }

    /**
     * Puts one together.
     *
     * @param buckets numbers of the buckets that are not empty, ascending
     * @param counts how many numbers are in each
     * @throws IllegalArgumentException if they cannot have come from a histogram
     */
    public static Histogram of(int[] buckets, long[] counts) {
        if (buckets.length != counts.length) {
            throw new IllegalArgumentException(
                    "Histogram is damaged: buckets=" + buckets.length + ", counts=" + counts.length);
        }
        int previous = -1;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] <= previous || buckets[i] >= Buckets.COUNT || counts[i] <= 0) {
                throw new IllegalArgumentException("Histogram is damaged: bucket=" + buckets[i] + ", previous="
                        + previous + ", count=" + counts[i]);
            }
            previous = buckets[i];
        }
        return new Histogram(buckets.clone(), counts.clone());
    }

    /** Whether nothing has occurred. */
    public boolean isEmpty() {
        return buckets.length == 0;
    }

    /** How many numbers have occurred. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /** A number, within 1 %, that so large a share of all are not above; 0 if there is none. */
    public long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count()));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Buckets.middle(buckets[i]);
            }
        }
        return max();
    }

    /** The greatest number, within 2 % and not less than it was; 0 if there is none. */
    public long max() {
        return isEmpty() ? 0 : Buckets.greatest(buckets[buckets.length - 1]);
    }

    /** All numbers of both. */
    public Histogram plus(Histogram other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        int[] merged = new int[buckets.length + other.buckets.length];
        long[] sums = new long[merged.length];
        int size = 0;
        int i = 0;
        int k = 0;
        while (i < buckets.length || k < other.buckets.length) {
            int mine = i < buckets.length ? buckets[i] : Integer.MAX_VALUE;
            int its = k < other.buckets.length ? other.buckets[k] : Integer.MAX_VALUE;
            merged[size] = Math.min(mine, its);
            sums[size++] = (mine <= its ? counts[i++] : 0) + (its <= mine ? other.counts[k++] : 0);
        }
        return new Histogram(Arrays.copyOf(merged, size), Arrays.copyOf(sums, size));
    }

    /** Numbers of the buckets that are not empty, ascending. */
    public int[] buckets() {
        return buckets.clone();
    }

    /** How many numbers are in each of {@link #buckets}. */
    public long[] counts() {
        return counts.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram same
                && Arrays.equals(buckets, same.buckets)
                && Arrays.equals(counts, same.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(buckets) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Histogram[count=" + count() + ", p50=" + quantile(0.5) + ", p99=" + quantile(0.99) + ", max=" + max()
                + "]";
    }
}
