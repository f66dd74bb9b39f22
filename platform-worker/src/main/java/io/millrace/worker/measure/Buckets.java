package io.millrace.worker.measure;

/**
 * Cuts the numbers from 0 on into buckets: one for each number below 128, and 64 for each power of two from there on. So a
 * number and the middle of its bucket differ by less than 1 %.
 *
 * <p>Source of the scheme: HdrHistogram by Gil Tene.
 */
final class Buckets {

    /** Buckets of a power of two. */
    static final int PER_OCTAVE = 64;

    /** Greatest number that has a bucket. */
    static final long MAX_VALUE = (1L << 37) - 1;

    private static final int BITS = 6;

    /** Number of buckets. */
    static final int COUNT = of(MAX_VALUE) + 1;

    private Buckets() {}

    /** Bucket of a number from 0 to {@link #MAX_VALUE}. */
    static int of(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - BITS);
        return (shift << BITS) + (int) (value >>> shift);
    }

    /** Least number of a bucket. */
    static long least(int bucket) {
        int shift = shift(bucket);
        return (long) (bucket - (shift << BITS)) << shift;
    }

    /** Greatest number of a bucket. */
    static long greatest(int bucket) {
        return least(bucket) + (1L << shift(bucket)) - 1;
    }

    /** Number in the middle of a bucket. */
    static long middle(int bucket) {
        return (least(bucket) + greatest(bucket)) >>> 1;
    }

    private static int shift(int bucket) {
        return Math.max(0, (bucket >>> BITS) - 1);
    }
}
