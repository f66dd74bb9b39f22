package io.millrace.benchmark.cli;

/** How many of a hundred. */
public final class Percent extends BoundedNumber {

    private static final int MAX = 100;

    /** For picocli. */
    public Percent() {
        super(0, MAX);
    }
}
