package io.millrace.worker.rocks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a worker keeps state in RocksDB.
 *
 * @param folder folder of the worker's own, in which it makes and deletes what it likes; null for a temporary one
 * @param memoryBytes memory outside the heap that all tasks share, for blocks that were read and for what is not in files yet
 * @param cachedEntries entries that each operator in each task keeps on the heap; a call may add what it touches
 * @param isIncremental whether a checkpoint consists of the files of RocksDB, of which only new ones are copied
 */
public record RocksSettings(@Nullable Path folder, long memoryBytes, int cachedEntries, boolean isIncremental) {

    /** With less, blocks and write buffers push each other out: reads were ten times slower at a quarter of it. */
    public static final long MIN_MEMORY_BYTES = 64L << 20;

    /** Bounds the work of writing and forgetting in one call of a task. */
    public static final int MAX_CACHED_ENTRIES = 1 << 20;

    /** Checks the ranges. */
    public RocksSettings {
        require("memoryBytes", memoryBytes, MIN_MEMORY_BYTES, Long.MAX_VALUE);
        require("cachedEntries", cachedEntries, 1, MAX_CACHED_ENTRIES);
    }

    /** A temporary folder, 256 MB, 10,000 entries, and incremental checkpoints. */
    public static RocksSettings defaults() {
        return new RocksSettings(null, 256L << 20, 10_000, true);
    }

    /** In another folder. */
    public RocksSettings withFolder(Path other) {
        return new RocksSettings(other, memoryBytes, cachedEntries, isIncremental);
    }

    /** With other memory. */
    public RocksSettings withMemoryBytes(long bytes) {
        return new RocksSettings(folder, bytes, cachedEntries, isIncremental);
    }

    /** With another number of entries on the heap. */
    public RocksSettings withCachedEntries(int entries) {
        return new RocksSettings(folder, memoryBytes, entries, isIncremental);
    }

    /** With checkpoints of another kind. */
    public RocksSettings withIncremental(boolean incremental) {
        return new RocksSettings(folder, memoryBytes, cachedEntries, incremental);
    }

    /**
     * Makes the folder empty and takes the memory.
     *
     * @throws IllegalStateException if RocksDB is not on the class path
     */
    public RocksWorker open() {
        try {
            return RocksWorker.open(this);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "RocksDB is not on the class path: backend=rocksdb; add the dependency org.rocksdb:rocksdbjni,"
                            + " or keep state on the heap",
                    e);
        }
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "RocksDB setting is out of range: " + name + "=" + value + "; use " + min + " to " + max);
        }
    }
}
