package io.millrace.worker.remote;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What other threads have said, in order, for the one thread that acts on it.
 *
 * <p><b>Thread.</b> {@link #add} may be called by any thread, {@link #poll} by the owner.
 */
final class Inbox {

    private final Queue<Runnable> events = new ArrayDeque<>(); // guarded by itself
    private final Runnable wake;

    /**
     * Makes an empty one.
     *
     * @param wake has the owner look soon
     */
    Inbox(Runnable wake) {
        this.wake = wake;
    }

    void add(Runnable event) {
        synchronized (events) {
            events.add(event);
        }
        wake.run();
    }

    @Nullable
    Runnable poll() {
        synchronized (events) {
            return events.poll();
        }
    }

    void runAll() {
        for (Runnable event = poll(); event != null; event = poll()) {
            event.run();
        }
    }
}
