package io.millrace.benchmark.cli;

/** Number of events of a run. */
public final class EventCount extends BoundedNumber {

    private static final long MAX_EVENTS = 1_000_000_000_000L;

    /** For picocli. */
    public EventCount() {
        super(1, MAX_EVENTS);
    }
}
