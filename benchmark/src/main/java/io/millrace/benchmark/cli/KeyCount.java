package io.millrace.benchmark.cli;

/** Number of keys. */
public final class KeyCount extends BoundedNumber {

    private static final int MAX = 100_000_000;

    /** For picocli. */
    public KeyCount() {
        super(1, MAX);
    }
}
