package io.millrace.worker.rocks;

import io.millrace.worker.state.StateStoreError;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The database of one task: bytes by bytes. Writes are gathered, and done before anything is read. It is opened when
 * something is written or frozen for the first time; before that there is nothing to find.
 *
 * <p><b>Thread.</b> Owned by the task, but for a {@link RangeIterator} over a snapshot.
 */
final class Database implements AutoCloseable {

    private static final long BATCH_BYTES = 1 << 20;
    private static final int INITIAL_VALUE_BYTES = 1 << 10;

    private final RocksWorker worker;
    private final String task;
    private @Nullable Open open;
    private boolean isClosed;
    private byte[] value = new byte[INITIAL_VALUE_BYTES];

    /**
     * Makes a database that is not open.
     *
     * @param task names the task in errors
     */
    Database(RocksWorker worker, String task) {
        this.worker = worker;
        this.task = task;
    }

    void put(byte[] key, byte[] newValue) {
        Open database = open();
        try {
            database.batch.put(key, newValue);
            database.flushIfLarge();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    void delete(byte[] key) {
        Open database = open();
        try {
            database.batch.delete(key);
            database.flushIfLarge();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** Deletes all keys from one on, to another, which is left. */
    void deleteRange(byte[] from, byte[] to) {
        Open database = open;
        if (database == null) {
            return;
        }
        try {
            database.batch.deleteRange(from, to);
            database.flush();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** Length of the value of a key, which then lies in {@link #value}; -1 if there is none. */
    int get(byte[] key, int keyLength) {
        Open database = open;
        if (database == null) {
            return -1;
        }
        try {
            database.flush();
            int length = database.rocks.get(database.reads, key, 0, keyLength, value, 0, value.length);
            if (length > value.length) {
                value = new byte[Math.max(length, 2 * value.length)];
                length = database.rocks.get(database.reads, key, 0, keyLength, value, 0, value.length);
            }
            return length == RocksDB.NOT_FOUND ? -1 : length;
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** The value that has been got last. */
    byte[] value() {
        return value;
    }

    /** The entries of now from a key on, up to another; null if nothing has ever been written. To be closed at once. */
    @Nullable
    RangeIterator range(byte[] from, byte[] to) {
        Open database = open;
        if (database == null) {
            return null;
        }
        flush(database);
        return new RangeIterator(database.rocks, new ReadOptions(), from, to);
    }

    /** All that has been written, as it is now; null if nothing has ever been. To be given back. */
    @Nullable
    Snapshot snapshot() {
        Open database = open;
        if (database == null) {
            return null;
        }
        flush(database);
        return database.rocks.getSnapshot();
    }

    /**
     * Lets what is in memory go into a file, in the background, apart from what comes after it; null if nothing has ever been
     * written. The snapshot keeps the two apart in all files.
     */
    @Nullable
    FrozenDatabase freeze(RocksTask owner) {
        Open database = open;
        if (database == null) {
            return null;
        }
        try {
            database.flush();
            Snapshot snapshot = database.rocks.getSnapshot();
            database.rocks.flush(worker.beginningFlush());
            return new FrozenDatabase(owner, database.rocks, database.folder, snapshot);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** An empty folder for a database that is to be adopted. */
    Path newFolder() throws IOException {
        return worker.newFolder();
    }

    /** Goes on with the database in a folder; nothing has been written before. */
    void adopt(Path folder) {
        if (open != null || isClosed) {
            throw new IllegalStateException("Database is in use: task=" + task + ", isClosed=" + isClosed);
        }
        try {
            open = new Open(worker.adopting(), folder);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** The entries of a snapshot. The snapshot has to outlive it. */
    RangeIterator range(Snapshot snapshot, byte[] from, byte[] to) {
        ReadOptions reads = new ReadOptions().setSnapshot(snapshot).setFillCache(false);
        return new RangeIterator(open().rocks, reads, from, to);
    }

    void giveBack(Snapshot snapshot) {
        Open database = open;
        if (database != null) {
            database.rocks.releaseSnapshot(snapshot);
        }
    }

    /** Closes and deletes it. */
    @Override
    public void close() {
        isClosed = true;
        Open database = open;
        open = null;
        if (database != null) {
            database.close();
            try {
                Folders.delete(database.folder);
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    StateStoreError failed(Exception cause) {
        return new StateStoreError(
                "RocksDB has failed: task=" + task + ", cause=" + cause.getMessage()
                        + "; look for space and rights on the disk of the worker",
                cause);
    }

    String task() {
        return task;
    }

    private void flush(Open database) {
        try {
            database.flush();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private Open open() {
        Open database = open;
        if (database != null) {
            return database;
        }
        if (isClosed) {
            throw new IllegalStateException("State of a closed task is asked for: task=" + task);
        }
        try {
            database = new Open(worker.options(), worker.newFolder());
            open = database;
            return database;
        } catch (RocksDBException | IOException e) {
            throw failed(e);
        }
    }

    /** The native parts. */
    private static final class Open {

        private final Path folder;
        private final RocksDB rocks;
        private final WriteBatch batch = new WriteBatch();
        private final ReadOptions reads = new ReadOptions();
        private final WriteOptions writes = new WriteOptions().setDisableWAL(true);

        Open(Options options, Path folder) throws RocksDBException {
            this.folder = folder;
            this.rocks = RocksDB.open(options, folder.toString());
        }

        void flushIfLarge() throws RocksDBException {
            if (batch.getDataSize() > BATCH_BYTES) {
                flush();
            }
        }

        void flush() throws RocksDBException {
            if (batch.count() > 0) {
                rocks.write(writes, batch);
                batch.clear();
            }
        }

        void close() {
            batch.close();
            reads.close();
            writes.close();
            rocks.close();
        }
    }

    /** Successor of all keys that begin with a prefix. */
    static byte[] behind(byte[] prefix) {
        byte[] next = prefix.clone();
        int i = next.length - 1;
        while (++next[i] == 0) {
            i--;
        }
        return next;
    }
}
