package io.millrace.benchmark.workload;

/**
 * Fingerprint of the results of a run, whatever their order.
 *
 * @param results number of results
 * @param sum sum of what the results count or measure; 0 where they do neither
 * @param hash sum of the hashes of the results
 */
public record Tally(long results, long sum, long hash) {

    /** The fingerprint of no results. */
    public static final Tally NOTHING = new Tally(0, 0, 0);

    /** The fingerprint of the results of both. */
    public Tally plus(Tally other) {
        return new Tally(results + other.results, sum + other.sum, hash + other.hash);
    }
}
