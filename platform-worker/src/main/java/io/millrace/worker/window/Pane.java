package io.millrace.worker.window;

import io.millrace.window.Window;
import org.jspecify.annotations.Nullable;

/** One key in one window that may fire more than once. */
class Pane {

    private final Object key;
    private final int hash;
    private Window window;
    private @Nullable Object accumulator;
    private int firings;
    private int recordsSinceFiring;
    private boolean isQueuedEarly;
    private boolean isQueuedLate;

    Pane(Object key, int hash, Window window) {
        this.key = key;
        this.hash = hash;
        this.window = window;
    }

    Object key() {
        return key;
    }

    int hash() {
        return hash;
    }

    Window window() {
        return window;
    }

    void window(Window newWindow) {
        this.window = newWindow;
    }

    @Nullable
    Object accumulator() {
        return accumulator;
    }

    int firings() {
        return firings;
    }

    int recordsSinceFiring() {
        return recordsSinceFiring;
    }

    /** What checkpoints know of it, beside its key and window. */
    PaneValue<Object> toValue() {
        return new PaneValue<>(accumulator, firings, recordsSinceFiring, isQueuedEarly);
    }

    /** Takes back what a checkpoint knows, but for what is queued. */
    void restore(PaneValue<Object> value) {
        accumulator = value.accumulator();
        firings = value.firings();
        recordsSinceFiring = value.recordsSinceFiring();
    }

    /** Notes that the pane is to fire early; false if that was noted before. */
    boolean queueEarly() {
        boolean isNew = !isQueuedEarly;
        isQueuedEarly = true;
        return isNew;
    }

    /** Notes that the pane is to fire late; false if that was noted before. */
    boolean queueLate() {
        boolean isNew = !isQueuedLate;
        isQueuedLate = true;
        return isNew;
    }

    void unqueueEarly() {
        isQueuedEarly = false;
    }

    void unqueueLate() {
        isQueuedLate = false;
    }

    void add(Accumulation accumulation, Object value) throws Exception {
        Object current = accumulator;
        accumulator = current == null ? accumulation.start(value) : accumulation.add(current, value);
        recordsSinceFiring += value instanceof Partial<?> partial ? partial.records() : 1;
    }

    /** Takes over what another pane of the same key holds, and leaves it empty. */
    void absorb(Pane other, Accumulation accumulation) throws Exception {
        Object theirs = other.accumulator;
        if (theirs != null) {
            Object ours = accumulator;
            accumulator = ours == null ? theirs : accumulation.combine(ours, theirs);
        }
        recordsSinceFiring += other.recordsSinceFiring;
        firings = Math.max(firings, other.firings);
        other.accumulator = null;
        other.recordsSinceFiring = 0;
    }

    void fired(boolean isDiscarding) {
        firings++;
        recordsSinceFiring = 0;
        if (isDiscarding) {
            accumulator = null;
        }
    }
}
