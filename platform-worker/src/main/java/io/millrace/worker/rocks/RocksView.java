package io.millrace.worker.rocks;

import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.state.Spill;
import io.millrace.worker.state.StateStoreError;
import io.millrace.worker.state.StoredPart;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/**
 * A table as it was at a barrier: a snapshot of the database, read page by page.
 *
 * <p><b>Thread.</b> {@link #writeNext} is for the background, everything else for the task. Each holds this object's monitor,
 * so the task waits for one page at most, and nothing native is closed while it is in use.
 */
final class RocksView<C> implements KeyedPart.Frozen, CutOff {

    private static final int PAGE_ENTRIES = 256;

    private final RocksTask task;
    private final Database database;
    private final Table<C> table;
    private final KeyedPart.EntrySink<? super C> sink;
    private final @Nullable Snapshot snapshot;
    private @Nullable RangeIterator entries;
    private boolean isGivenBack;
    private boolean isWritten;
    private boolean isCutOff;

    /**
     * The table.
     *
     * @param bytes how its entries are written, for the view alone
     * @param namespace namespace of the entries as the part tells them
     * @param stored where it lies
     * @param <C> the type of the cells
     */
    record Table<C>(EntryBytes<C, ?> bytes, long namespace, StoredPart stored) {}

    /** Freezes what has been written. */
    RocksView(RocksTask task, Table<C> table, KeyedPart.EntrySink<? super C> sink) {
        this.task = task;
        this.database = task.database();
        this.table = table;
        this.sink = sink;
        this.snapshot = database.snapshot();
        this.isWritten = snapshot == null;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the task has been closed before everything was written, or RocksDB fails
     */
    @Override
    public synchronized boolean writeNext() {
        if (isCutOff && !isWritten) {
            throw new IllegalStateException("Task was closed before its state was written: task=" + database.task());
        }
        if (isWritten || isGivenBack || snapshot == null) {
            return false;
        }
        if (entries == null) {
            byte[] prefix = table.bytes().prefix();
            entries = database.range(snapshot, prefix, Database.behind(prefix));
        }
        try {
            return writePage(entries);
        } catch (RocksDBException | StateStoreError e) {
            throw new IllegalStateException(
                    "State cannot be read: task=" + database.task() + ", cause=" + e.getMessage(), e);
        }
    }

    @Override
    public StoredPart stored() {
        return table.stored();
    }

    @Override
    public void release() {
        giveBack();
        task.onReleased(this);
    }

    /** The database is about to be closed. */
    @Override
    public synchronized void cutOff() {
        isCutOff = true;
        giveBack();
    }

    private boolean writePage(RangeIterator from) throws RocksDBException {
        int written = 0;
        while (written < PAGE_ENTRIES && from.isValid()) {
            Spill.Entry<C> entry = table.bytes().entry(from.key(), from.value());
            sink.entry(table.namespace(), entry.key(), entry.hash(), entry.value());
            from.next();
            written++;
        }
        if (written > 0) {
            sink.endPage();
        }
        if (written < PAGE_ENTRIES) {
            isWritten = true;
            giveBack();
        }
        return written > 0;
    }

    private synchronized void giveBack() {
        if (entries != null) {
            entries.close();
            entries = null;
        }
        if (snapshot != null && !isGivenBack) {
            isGivenBack = true;
            database.giveBack(snapshot);
        }
    }
}
