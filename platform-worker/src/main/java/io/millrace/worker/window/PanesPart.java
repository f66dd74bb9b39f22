package io.millrace.worker.window;

import io.millrace.type.TypeRef;
import io.millrace.worker.operator.Erased;
import io.millrace.worker.state.FrozenParts;
import io.millrace.worker.state.KeyedPart;

/**
 * Panes, as checkpoints know them; the namespace is the end of the window.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class PanesPart implements KeyedPart<PaneValue<Object>> {

    static final String NAME = "panes";

    private final Panes panes;
    private final PaneFirings firings;
    private final Accumulation accumulation;

    PanesPart(Panes panes, PaneFirings firings, Accumulation accumulation) {
        this.panes = panes;
        this.firings = firings;
        this.accumulation = accumulation;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TypeRef<PaneValue<Object>> valueType() {
        return typeOf(accumulation);
    }

    static TypeRef<PaneValue<Object>> typeOf(Accumulation accumulation) {
        return Erased.as(TypeRef.parameterized(PaneValue.class, accumulation.accumulatorType()));
    }

    @Override
    public long size() {
        return panes.size();
    }

    @Override
    public Frozen freeze(EntrySink<PaneValue<Object>> ofTask, EntrySink<PaneValue<Object>> ofBackground) {
        return new FrozenParts(
                panes.map((end, table) -> table.freeze(end, new PaneSink(ofTask), new PaneSink(ofBackground))));
    }

    /** Panes that wait to fire early by time wait on the heap, so each of them has to be looked at. */
    @Override
    public int storeNumber() {
        return firings.areQueuedEarly() ? -1 : panes.storeNumber();
    }

    @Override
    public void adopt(long namespace, long entries) {
        panes.adopt(namespace, entries);
    }

    @Override
    public void restore(long namespace, Object key, int hash, PaneValue<Object> value) {
        Pane pane = new Pane(key, hash, panes.windowOf(namespace));
        pane.restore(value);
        if (value.isQueuedEarly()) {
            firings.restoreEarly(pane);
        }
        panes.restore(pane);
    }

    private record PaneSink(EntrySink<PaneValue<Object>> sink) implements EntrySink<Pane> {

        @Override
        public void entry(long namespace, Object key, int hash, Pane pane) {
            sink.entry(namespace, key, hash, pane.toValue());
        }

        @Override
        public void endPage() {
            sink.endPage();
        }
    }
}
