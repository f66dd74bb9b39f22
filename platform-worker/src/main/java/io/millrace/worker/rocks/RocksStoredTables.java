package io.millrace.worker.rocks;

import com.esotericsoftware.kryo.io.Input;
import io.millrace.worker.snapshot.StoredTables;
import io.millrace.worker.state.StateStoreError;
import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The database of a task of once, opened to be read, and deleted when it is closed. */
final class RocksStoredTables implements StoredTables {

    private final Path folder;
    private final Options options = new Options();
    private final RocksDB rocks;

    private RocksStoredTables(Path folder) throws RocksDBException {
        this.folder = folder;
        boolean isOpen = false;
        try {
            rocks = RocksDB.openReadOnly(options, folder.toString());
            isOpen = true;
        } finally {
            if (!isOpen) {
                options.close();
            }
        }
    }

    /** Loads what is native, if it is there. */
    static void load() {
        RocksDB.loadLibrary();
    }

    static StoredTables open(Path folder) {
        load();
        try {
            return new RocksStoredTables(folder);
        } catch (RocksDBException e) {
            throw failed(folder, e);
        }
    }

    @Override
    public void visit(int part, long namespace, int fromHash, Visitor visitor) {
        byte[] end = Database.behind(EntryBytes.prefix(part, namespace));
        byte[] from = EntryBytes.prefix(part, namespace, fromHash);
        Input key = new Input();
        Input value = new Input();
        try (RangeIterator entries = new RangeIterator(rocks, new ReadOptions().setFillCache(false), from, end)) {
            boolean isWanted = true;
            while (isWanted && entries.isValid()) {
                isWanted = visit(entries, key, value, visitor);
                entries.next();
            }
        } catch (RocksDBException e) {
            throw failed(folder, e);
        }
    }

    private static boolean visit(RangeIterator entries, Input key, Input value, Visitor visitor) {
        byte[] keyBytes = entries.key();
        EntryBytes.setToKey(key, keyBytes);
        value.setBuffer(entries.value());
        long stamp = value.readVarLong(false);
        return visitor.entry(EntryBytes.hash(keyBytes), stamp, key, value);
    }

    @Override
    public void close() {
        rocks.close();
        options.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static StateStoreError failed(Path folder, Exception cause) {
        return new StateStoreError(
                "Files of tables cannot be read with RocksDB: folder=" + folder + ", cause=" + cause.getMessage()
                        + "; look for space and rights on the disk of the worker",
                cause);
    }
}
