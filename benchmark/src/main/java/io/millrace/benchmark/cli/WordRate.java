package io.millrace.benchmark.cli;

/** Thousands of words in a second of event time. */
public final class WordRate extends BoundedNumber {

    private static final int MAX_THOUSANDS = 1_000_000;

    /** For picocli. */
    public WordRate() {
        super(1, MAX_THOUSANDS);
    }
}
