package io.millrace.benchmark.wordcount;

/**
 * Fingerprint of all results of a word count, whatever their order.
 *
 * @param results number of results
 * @param words sum of their counts
 * @param hash sum of the hashes of word, window and count
 */
record Tally(long results, long words, long hash) {

    static final Tally NOTHING = new Tally(0, 0, 0);

    /** The fingerprint of the results of both. */
    Tally plus(Tally other) {
        return new Tally(results + other.results, words + other.words, hash + other.hash);
    }
}
