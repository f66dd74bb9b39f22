package io.millrace.worker.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a table in the order of its store. What lies on the heap goes before what the store yields. After a trim, what
 * has been read ahead may be out of date, so it is read again.
 */
final class SpilledCursor<V> implements TableCursor<V> {

    private final SpilledTable<V> table;
    private final Spill<V> spill;
    private List<Spill.Entry<V>> page = List.of();
    private int next;
    private Spill.@Nullable Entry<V> passed;
    private long trimsSeen;
    private boolean isOver;

    SpilledCursor(SpilledTable<V> table, Spill<V> spill) {
        this.table = table;
        this.spill = spill;
        this.trimsSeen = table.trims();
    }

    @Override
    public boolean isAtEnd() {
        if (!isOver && (next == page.size() || trimsSeen != table.trims())) {
            trimsSeen = table.trims();
            page = spill.page(passed);
            next = 0;
            isOver = page.isEmpty();
        }
        return isOver;
    }

    @Override
    public @Nullable V value() {
        return table.current(here());
    }

    @Override
    public Object key() {
        return here().key();
    }

    @Override
    public int hash() {
        return here().hash();
    }

    @Override
    public void beforeChange() {
        table.beforeChange(here());
    }

    @Override
    public void remove() {
        table.remove(table.slotFor(key(), hash()));
    }

    @Override
    public void advance() {
        passed = here();
        next++;
    }

    private Spill.Entry<V> here() {
        if (isAtEnd()) {
            throw new IllegalStateException("Cursor is at the end: keys=" + table.size());
        }
        return page.get(next);
    }
}
