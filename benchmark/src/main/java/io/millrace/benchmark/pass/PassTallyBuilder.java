package io.millrace.benchmark.pass;

/**
 * Takes strings at the end of their way.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class PassTallyBuilder {

    private long strings;
    private long hash;

    /** Takes a string. A string keeps its hash code, so this costs no more than touching it. */
    void add(String value) {
        strings++;
        hash += value.hashCode();
    }

    /** The fingerprint of what has been taken. */
    PassTally build() {
        return new PassTally(strings, hash);
    }
}
