package io.millrace.benchmark.cli;

/** Number of connections that listen to a topology: none, or at most as many as a console lets in. */
public final class ListenerCount extends BoundedNumber {

    /** As in {@code LiveTopologies} of the console; docs/rest.md says it. */
    private static final int MAX = 256;

    /** For picocli. */
    public ListenerCount() {
        super(0, MAX);
    }
}
