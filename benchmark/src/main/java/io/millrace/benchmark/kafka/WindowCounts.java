package io.millrace.benchmark.kafka;

/**
 * Results of all windows, in short: equal if the results are, in whichever order they came.
 *
 * @param results number of results
 * @param records sum of all counts
 * @param digest sum of a hash of each result
 */
record WindowCounts(long results, long records, long digest) {

    /**
     * Adds results up.
     *
     * <p><b>Thread.</b> Used by one.
     */
    static final class Tally {

        private long results;
        private long records;
        private long digest;

        void add(String word, long windowStartMillis, long count) {
            results++;
            records += count;
            long hash = word.hashCode() * 0x9E3779B97F4A7C15L + windowStartMillis;
            hash = (hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L + count;
            digest += (hash ^ (hash >>> 32)) * 0x94D049BB133111EBL;
        }

        long results() {
            return results;
        }

        WindowCounts counts() {
            return new WindowCounts(results, records, digest);
        }
    }
}
