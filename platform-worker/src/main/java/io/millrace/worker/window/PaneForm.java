package io.millrace.worker.window;

import io.millrace.worker.state.CellForm;

/** Panes, as a store beside the heap keeps them: with the queue that they wait in, if it outlives a call. */
record PaneForm(AlignedWindows windows) implements CellForm<Pane, PaneValue<Object>> {

    /** End of the window. */
    @Override
    public long stamp(Pane pane) {
        return pane.window().endMillis();
    }

    @Override
    public PaneValue<Object> toValue(Pane pane) {
        return pane.toValue();
    }

    @Override
    public Pane toCell(Object key, int hash, long stamp, PaneValue<Object> value) {
        Pane pane = new Pane(key, hash, windows.windowEndingAt(stamp));
        pane.restore(value);
        if (value.isQueuedEarly()) {
            pane.queueEarly();
        }
        return pane;
    }
}
