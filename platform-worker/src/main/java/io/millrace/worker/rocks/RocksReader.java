package io.millrace.worker.rocks;

import io.millrace.worker.snapshot.StoredTables;
import io.millrace.worker.snapshot.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the tables that a worker with RocksDB has left in a checkpoint, also for a worker that keeps its state on the heap.
 *
 * <p><b>Thread.</b> Any.
 */
public final class RocksReader implements TableReader {

    private final NewFolder folders;

    /** Reads in temporary folders. */
    public RocksReader() {
        this(() -> Files.createTempDirectory("millrace-restore-"));
    }

    /** Reads in folders that are made for it. */
    RocksReader(NewFolder folders) {
        this.folders = folders;
    }

    /** Makes empty folders. */
    @FunctionalInterface
    interface NewFolder {

        Path make() throws IOException;
    }

    @Override
    public void requireUsable() {
        try {
            RocksStoredTables.load();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Checkpoint was written with RocksDB, which is not on the class path; add the dependency"
                            + " org.rocksdb:rocksdbjni until the next checkpoint is decided, or go on from a savepoint,"
                            + " which any backend reads",
                    e);
        }
    }

    @Override
    public Path newFolder() throws IOException {
        return folders.make();
    }

    @Override
    public StoredTables open(Path folder) {
        return RocksStoredTables.open(folder);
    }
}
