package io.millrace.worker.state;

import io.millrace.state.StateHandle;
import io.millrace.type.TypeRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One declared state: a table of cells by key. In a checkpoint the namespace is the time at which the cell was written
 * last, in milliseconds since 1970, or 0 where nothing expires. So a time to live can be added, changed or left out between
 * two starts.
 *
 * <p>Cells that have expired are never given out. They are removed by sweeps, a bounded number of slots at a time, in passes
 * over the table that begin at most four times in the time to live; not while a view of the table is written, for that
 * would make the task write it.
 *
 * <p><b>Thread.</b> Owned by one task.
 *
 * @param <C> the type of the cells
 * @param <V> the type of the values in a checkpoint
 */
abstract class StateTable<C extends Cell, V> implements KeyedPart<V> {

    private static final long FOREVER = Long.MAX_VALUE;
    private static final int PASSES_PER_TTL = 4;
    private static final int MIN_SLOTS_PER_SWEEP = 256;
    private static final int MAX_SLOTS_PER_SWEEP = 8192;

    /** More than there are slots to a key of a full table, so that a pass ends however many keys come in meanwhile. */
    private static final int SLOTS_PER_NEW_CELL = 4;

    private final StateHandle<?> handle;
    private final KeyAtHand keyAtHand;
    private final CallTime time;
    private final long ttlMillis;
    private final KeyTable<C> cells;
    private final int storeNumber;
    private @Nullable TableCursor<C> sweep;
    private long nextPassMillis;
    private int newCells;

    StateTable(StateHandle<?> handle, KeyAtHand keyAtHand, CallTime time, KeyTables tables) {
        Duration ttl = handle.ttl();
        this.handle = handle;
        this.keyAtHand = keyAtHand;
        this.time = time;
        this.ttlMillis = ttl == null ? FOREVER : ttl.toMillis();
        TableSource<C> source = tables.tables(handle.name(), this::valueType, new Form());
        this.cells = source.take(0);
        this.storeNumber = source.number();
    }

    /** A cell without content. */
    abstract C newCell();

    /** What a checkpoint knows of a cell, beside its time. */
    abstract V toValue(C cell);

    /** Fills a new cell with what a checkpoint knows. */
    abstract void fill(C cell, V value);

    /** The cell of the key at hand, only to be looked at, or null if it has none. */
    final @Nullable C look() {
        int slot = cells.find(keyAtHand.key(), keyAtHand.hash());
        C cell = slot < 0 ? null : cells.value(slot);
        return cell == null || isExpired(cell) ? null : cell;
    }

    /** The cell of the key at hand, about to be changed. */
    final C change() {
        int slot = cells.slotFor(keyAtHand.key(), keyAtHand.hash());
        C cell = cells.value(slot);
        if (cell == null || isExpired(cell)) {
            cell = newCell();
            cells.value(slot, cell);
            newCells++;
        } else {
            cells.beforeChange(slot);
        }
        if (ttlMillis != FOREVER) {
            cell.writtenMillis = time.millis();
        }
        return cell;
    }

    /** Forgets the cell of the key at hand. */
    public final void clear() {
        int slot = cells.find(keyAtHand.key(), keyAtHand.hash());
        if (slot >= 0) {
            cells.remove(slot);
        }
    }

    final StateHandle<?> handle() {
        return handle;
    }

    final boolean mayExpire() {
        return ttlMillis != FOREVER;
    }

    /** Removes what has expired from the next slots, if a pass is due. */
    final void sweep() {
        if (sweep == null && time.millis() >= nextPassMillis) {
            sweep = cells.cursor();
            nextPassMillis = time.millis() + Math.max(1, ttlMillis / PASSES_PER_TTL);
        }
        if (sweep != null && !cells.isFrozen()) {
            int budget =
                    (int) Math.min(MAX_SLOTS_PER_SWEEP, MIN_SLOTS_PER_SWEEP + (long) newCells * SLOTS_PER_NEW_CELL);
            newCells = Math.max(0, newCells - budget / SLOTS_PER_NEW_CELL);
            sweep = sweep(sweep, budget) ? sweep : null;
        }
    }

    /** Goes on with a pass; false if it is through. */
    private boolean sweep(TableCursor<C> pass, int budget) {
        for (int i = 0; i < budget && !pass.isAtEnd(); i++) {
            C cell = pass.value();
            if (cell != null && isExpired(cell)) {
                pass.remove();
            } else {
                stampUnknown(pass, cell);
                pass.advance();
            }
        }
        return !pass.isAtEnd();
    }

    /** The time of what was kept for ever before begins now. */
    private void stampUnknown(TableCursor<C> pass, @Nullable C cell) {
        if (cell != null && cell.writtenMillis == Cell.UNKNOWN) {
            pass.beforeChange();
            cell.writtenMillis = time.millis();
        }
    }

    private boolean isExpired(C cell) {
        return ttlMillis != FOREVER
                && cell.writtenMillis != Cell.UNKNOWN
                && time.millis() - cell.writtenMillis >= ttlMillis;
    }

    @Override
    public final String name() {
        return handle.name();
    }

    @Override
    @SuppressWarnings("unchecked")
    public final TypeRef<V> valueType() {
        return (TypeRef<V>) handle.type();
    }

    @Override
    public final long size() {
        return cells.size();
    }

    @Override
    public final Frozen freeze(EntrySink<V> ofTask, EntrySink<V> ofBackground) {
        return cells.freeze(0, new CellSink(ofTask), new CellSink(ofBackground));
    }

    @Override
    public final int storeNumber() {
        return storeNumber;
    }

    @Override
    public final void adopt(long namespace, long entries) {
        cells.adopt(entries);
    }

    @Override
    public final void expect(long entries) {
        cells.expect(entries);
    }

    @Override
    public final void restore(long namespace, Object key, int hash, V value) {
        cells.restore(key, hash, toCell(namespace, value));
    }

    /** A cell as a checkpoint knows it; a time is of no use where nothing expires. */
    private C toCell(long writtenMillis, V value) {
        C cell = newCell();
        fill(cell, value);
        if (ttlMillis != FOREVER && writtenMillis != 0) {
            cell.writtenMillis = writtenMillis;
        }
        return cell;
    }

    private static long stampOf(Cell cell) {
        return cell.writtenMillis == Cell.UNKNOWN ? 0 : cell.writtenMillis;
    }

    private final class Form implements CellForm<C, V> {

        @Override
        public long stamp(C cell) {
            return stampOf(cell);
        }

        @Override
        public boolean isStampNamespace() {
            return true;
        }

        @Override
        public V toValue(C cell) {
            return StateTable.this.toValue(cell);
        }

        @Override
        public C toCell(Object key, int hash, long stamp, V value) {
            return StateTable.this.toCell(stamp, value);
        }
    }

    private final class CellSink implements EntrySink<C> {

        private final EntrySink<V> sink;

        CellSink(EntrySink<V> sink) {
            this.sink = sink;
        }

        @Override
        public void entry(long namespace, Object key, int hash, C cell) {
            sink.entry(stampOf(cell), key, hash, toValue(cell));
        }

        @Override
        public void endPage() {
            sink.endPage();
        }
    }
}
