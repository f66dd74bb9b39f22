package io.millrace.benchmark.cli;

/** A seed, or a number of seeds. */
public final class SeedNumber extends BoundedNumber {

    private static final long MAX = 1_000_000_000_000L;

    /** For picocli. */
    public SeedNumber() {
        super(0, MAX);
    }
}
