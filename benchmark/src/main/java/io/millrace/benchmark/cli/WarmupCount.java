package io.millrace.benchmark.cli;

/** Number of runs that are not measured. */
public final class WarmupCount extends BoundedNumber {

    static final int MAX = 1_000;

    /** For picocli. */
    public WarmupCount() {
        super(0, MAX);
    }
}
