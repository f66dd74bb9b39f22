package io.millrace.benchmark.cli;

/** Number of requests in a second. */
public final class RequestRate extends BoundedNumber {

    private static final int MAX = 100_000;

    /** For picocli. */
    public RequestRate() {
        super(1, MAX);
    }
}
