package io.millrace.benchmark.pass;

/**
 * Fingerprint of the strings that arrived, whatever their order.
 *
 * @param strings number of strings
 * @param hash sum of their hash codes
 */
record PassTally(long strings, long hash) {

    static final PassTally NOTHING = new PassTally(0, 0);

    /** The fingerprint of the strings of both. */
    PassTally plus(PassTally other) {
        return new PassTally(strings + other.strings, hash + other.hash);
    }
}
