package io.millrace.benchmark.wordcount;

/**
 * Takes the results of a word count, for either engine.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class TallyBuilder {

    private long results;
    private long words;
    private long hash;

    /** Takes the count of a word in a window. */
    void add(String word, long windowStartMillis, long count) {
        results++;
        words += count;
        hash += mix((((long) word.hashCode() << 32) ^ windowStartMillis) + count * 0x9E3779B97F4A7C15L);
    }

    /** The fingerprint of what has been taken. */
    Tally build() {
        return new Tally(results, words, hash);
    }

    /** Source: D. Stafford, "Better Bit Mixing", variant 13 (public domain). */
    private static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }
}
