package io.millrace.benchmark.killed;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the commits of a checkpoint.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
final class Commits {

    private final AtomicInteger sinceDecision = new AtomicInteger();

    /** A checkpoint has been decided. */
    void begin() {
        sinceDecision.set(0);
    }

    /** Counts a commit; true if it is the first of its checkpoint. */
    boolean isFirst() {
        return sinceDecision.getAndIncrement() == 0;
    }
}
