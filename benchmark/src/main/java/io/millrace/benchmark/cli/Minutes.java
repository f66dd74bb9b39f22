package io.millrace.benchmark.cli;

/** Length of time of a command line, in minutes, fractions allowed. */
public final class Minutes extends Seconds {

    /** For picocli. */
    public Minutes() {
        super(60_000);
    }
}
