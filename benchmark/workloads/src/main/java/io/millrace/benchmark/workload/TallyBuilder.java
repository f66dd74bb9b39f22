package io.millrace.benchmark.workload;

/**
 * Takes the results of a run, for all engines.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public final class TallyBuilder {

    private static final double PARTS_OF_A_MEAN = 1e3;

    private long results;
    private long sum;
    private long hash;

    /** Takes a string. A string keeps its hash code, so this costs no more than touching it. */
    public void addString(String value) {
        results++;
        hash += value.hashCode();
    }

    /** Takes the count of a word in a window. */
    public void addCount(String word, long windowStartMillis, long count) {
        results++;
        sum += count;
        hash += mix((((long) word.hashCode() << 32) ^ windowStartMillis) + count * 0x9E3779B97F4A7C15L);
    }

    /** Takes the mean of a key in a window. */
    public void addMean(int key, long windowStartMillis, double mean) {
        results++;
        sum += Math.round(mean * PARTS_OF_A_MEAN);
        hash += mix((((long) key << 32) ^ windowStartMillis) + Double.doubleToLongBits(mean) * 0x9E3779B97F4A7C15L);
    }

    /** Takes a result of numbers, of which the last is summed up. */
    public void add(long key, long place, long amount) {
        results++;
        sum += amount;
        hash += mix(mix(mix(key) + place) + amount);
    }

    /** The fingerprint of what has been taken. */
    public Tally build() {
        return new Tally(results, sum, hash);
    }

    /** Source: D. Stafford, "Better Bit Mixing", variant 13 (public domain). */
    private static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }
}
