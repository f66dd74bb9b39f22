package io.millrace.benchmark.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * Words with their times, the same in every run: few words are frequent and many are rare. Counted in windows by a plain loop,
 * for reference.
 *
 * @param records number of words
 * @param distinct number of different words
 * @param startMillis time of the first word, the start of a window
 * @param recordsPerSecond words in a second of event time
 * @param windowMillis length of a window
 */
record WordFeed(long records, int distinct, long startMillis, int recordsPerSecond, int windowMillis) {

    /** Brokers refuse what is more than an hour ahead of their clock. */
    private static final long END_MILLIS = 600_000;

    /** Word of a record. */
    String word(long number) {
        double uniform = (mixed(number) >>> 11) * 0x1.0p-53;
        return "word-" + (int) (distinct * uniform * uniform * uniform);
    }

    /** Event time of a record. */
    long timestampMillis(long number) {
        return startMillis + number * 1_000 / recordsPerSecond;
    }

    /** Event time of what comes behind all windows, and closes them. */
    long endMillis() {
        return timestampMillis(records) + END_MILLIS;
    }

    /** What any engine must find. */
    WindowCounts expected() {
        Map<String, Integer> counts = new HashMap<>();
        WindowCounts.Tally tally = new WindowCounts.Tally();
        long windowStart = startMillis;
        for (long i = 0; i < records; i++) {
            long time = timestampMillis(i);
            if (time >= windowStart + windowMillis) {
                add(counts, windowStart, tally);
                windowStart = time - Math.floorMod(time, (long) windowMillis);
            }
            counts.merge(word(i), 1, Integer::sum);
        }
        add(counts, windowStart, tally);
        return tally.counts();
    }

    private static void add(Map<String, Integer> counts, long windowStart, WindowCounts.Tally tally) {
        counts.forEach((word, count) -> tally.add(word, windowStart, count));
        counts.clear();
    }

    /** The finalizer of SplitMix64: G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, 2014. */
    private static long mixed(long number) {
        long z = (number + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
