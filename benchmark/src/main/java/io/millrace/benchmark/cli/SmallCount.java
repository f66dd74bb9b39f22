package io.millrace.benchmark.cli;

/** Number of things of which there may be none. */
public final class SmallCount extends BoundedNumber {

    private static final int MAX = 1_000_000;

    /** For picocli. */
    public SmallCount() {
        super(0, MAX);
    }
}
