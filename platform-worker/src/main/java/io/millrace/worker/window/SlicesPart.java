package io.millrace.worker.window;

import io.millrace.type.TypeRef;
import io.millrace.worker.state.FrozenParts;
import io.millrace.worker.state.KeyedPart;

/**
 * The accumulators of slices, as checkpoints know them; the namespace is the start of the slice.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class SlicesPart implements KeyedPart<Object> {

    static final String NAME = "slices";

    private final Slices<Object> slices;
    private final Accumulation accumulation;

    SlicesPart(Slices<Object> slices, Accumulation accumulation) {
        this.slices = slices;
        this.accumulation = accumulation;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TypeRef<Object> valueType() {
        return accumulation.accumulatorType();
    }

    @Override
    public long size() {
        return slices.entries();
    }

    @Override
    public Frozen freeze(EntrySink<Object> ofTask, EntrySink<Object> ofBackground) {
        return new FrozenParts(slices.map((start, table) -> table.freeze(start, ofTask, ofBackground)));
    }

    @Override
    public int storeNumber() {
        return slices.storeNumber();
    }

    @Override
    public void adopt(long namespace, long entries) {
        slices.tableAt(namespace).adopt(entries);
    }

    @Override
    public void restore(long namespace, Object key, int hash, Object value) {
        slices.tableAt(namespace).restore(key, hash, value);
    }
}
