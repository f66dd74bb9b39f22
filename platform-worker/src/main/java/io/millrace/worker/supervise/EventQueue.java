package io.millrace.worker.supervise;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor has not seen yet. Each task puts in a few events for each checkpoint, and there is one checkpoint at a
 * time, so the queue is as bounded as the number of tasks.
 *
 * <p><b>Thread.</b> {@link #add} may be called by any thread, {@link #poll} by the supervisor.
 */
final class EventQueue {

    private final Queue<Event> events = new ArrayDeque<>();
    private final Runnable wake;

    /**
     * Makes an empty queue.
     *
     * @param wake has the supervisor called soon
     */
    EventQueue(Runnable wake) {
        this.wake = wake;
    }

    void add(Event event) {
        synchronized (events) {
            events.add(event);
        }
        wake.run();
    }

    @Nullable
    Event poll() {
        synchronized (events) {
            return events.poll();
        }
    }

    /** Something that the supervisor has to take note of. */
    @FunctionalInterface
    interface Event {

        void apply(TopologySupervisor supervisor);
    }
}
