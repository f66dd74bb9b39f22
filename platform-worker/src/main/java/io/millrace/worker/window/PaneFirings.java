package io.millrace.worker.window;

import io.millrace.operator.Output;
import io.millrace.window.Firing;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides when a pane fires before and after the end of its window, and emits its results.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class PaneFirings {

    private static final int PANES_PER_CALL = 4096;

    private final Accumulation accumulation;
    private final PaneChanges changes;
    private final boolean isDiscarding;
    private final int earlyCount;
    private final long earlyIntervalMillis;
    private final Deque<Pane> early = new ArrayDeque<>();
    private final Deque<Pane> late = new ArrayDeque<>();
    private long wakeAtMillis = Long.MAX_VALUE;

    PaneFirings(WindowSpec spec, Accumulation accumulation, PaneChanges changes) {
        this.accumulation = accumulation;
        this.changes = changes;
        this.isDiscarding = spec.accumulation() == WindowSpec.Accumulation.DISCARDING;
        this.earlyCount = spec.earlyFiring() instanceof WindowSpec.EveryCount every ? every.count() : 0;
        this.earlyIntervalMillis = spec.earlyFiring() instanceof WindowSpec.EveryInterval every
                ? every.interval().toMillis()
                : 0;
    }

    /**
     * A pane that was to fire early has been restored. When that was to be is not known, but it is late by the time that
     * nothing ran: it fires soon.
     */
    void restoreEarly(Pane pane) {
        if (earlyIntervalMillis > 0 && pane.queueEarly()) {
            early.add(pane);
            wakeAtMillis = 0;
        }
    }

    /** Whether panes wait in a queue to fire early. */
    boolean areQueuedEarly() {
        return earlyIntervalMillis > 0;
    }

    /** A pane has taken a record. */
    void onAdded(Pane pane, long watermarkMillis, long nowMillis, Output<Object> out) throws Exception {
        if (watermarkMillis >= pane.window().endMillis()) {
            if (pane.queueLate()) {
                late.add(pane);
            }
        } else if (earlyCount > 0 && pane.recordsSinceFiring() >= earlyCount) {
            fire(pane, Firing.EARLY, out);
        } else if (earlyIntervalMillis > 0) {
            if (early.isEmpty()) {
                wakeAtMillis = nowMillis + earlyIntervalMillis;
            }
            if (pane.queueEarly()) {
                early.add(pane);
            }
        }
    }

    /** Fires the panes that late records have changed; a session that has grown beyond the watermark is not late any more. */
    void onBatchEnd(long watermarkMillis, Output<Object> out) throws Exception {
        while (!late.isEmpty()) {
            Pane pane = changes.beforeChange(late.remove());
            if (pane != null) {
                pane.unqueueLate();
                if (watermarkMillis >= pane.window().endMillis()) {
                    fireIfChanged(pane, Firing.LATE, out);
                }
            }
        }
    }

    long wakeAtMillis() {
        return wakeAtMillis;
    }

    /** Fires the panes that have changed since the last time; false if it has to go on in another call. */
    boolean onTime(long watermarkMillis, Output<Object> out) throws Exception {
        int budget = PANES_PER_CALL;
        while (!early.isEmpty()) {
            if (budget-- == 0 || out.isFull()) {
                return false;
            }
            Pane pane = changes.beforeChange(early.remove());
            if (pane != null) {
                pane.unqueueEarly();
                if (watermarkMillis < pane.window().endMillis()) {
                    fireIfChanged(pane, Firing.EARLY, out);
                }
            }
        }
        wakeAtMillis = Long.MAX_VALUE;
        return true;
    }

    /** Emits the result of a pane as it is kept now; a discarding one that has taken nothing since it fired has none. */
    void fire(Pane pane, Firing firing, Output<Object> out) throws Exception {
        Object accumulator = pane.accumulator();
        if (accumulator != null && changes.beforeChange(pane) == pane) {
            Object value = accumulation.finish(accumulator);
            Object result = new WindowResult<>(pane.key(), pane.window(), value, firing, pane.firings());
            pane.fired(isDiscarding);
            out.emit(result, pane.window().lastMillis());
        }
    }

    private void fireIfChanged(Pane pane, Firing firing, Output<Object> out) throws Exception {
        if (pane.recordsSinceFiring() > 0) {
            fire(pane, firing, out);
        }
    }
}
