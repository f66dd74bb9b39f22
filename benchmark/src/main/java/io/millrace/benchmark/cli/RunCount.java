package io.millrace.benchmark.cli;

/** Number of measured runs. */
public final class RunCount extends BoundedNumber {

    /** For picocli. */
    public RunCount() {
        super(1, WarmupCount.MAX);
    }
}
