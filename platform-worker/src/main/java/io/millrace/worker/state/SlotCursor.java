package io.millrace.worker.state;

import org.jspecify.annotations.Nullable;

/** A walk over the slots of a table that lies on the heap. */
final class SlotCursor<V> implements TableCursor<V> {

    private final KeyTable<V> table;
    private int slot;

    SlotCursor(KeyTable<V> table) {
        this.table = table;
    }

    @Override
    public boolean isAtEnd() {
        return slot >= table.slots();
    }

    @Override
    public @Nullable V value() {
        return table.value(slot);
    }

    @Override
    public Object key() {
        return table.key(slot);
    }

    @Override
    public int hash() {
        return table.hash(slot);
    }

    @Override
    public void beforeChange() {
        table.beforeChange(slot);
    }

    /** Another key may move here, so this slot is looked at again. */
    @Override
    public void remove() {
        table.remove(slot);
    }

    @Override
    public void advance() {
        slot++;
    }
}
