package io.millrace.benchmark.cli;

/** Number of threads. */
public final class ThreadCount extends BoundedNumber {

    private static final int MAX = 1_024;

    /** For picocli. */
    public ThreadCount() {
        super(1, MAX);
    }
}
