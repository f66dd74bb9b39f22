package io.millrace.worker.autoconfigure.properties;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Properties of keyed state.
 *
 * @param backend Where state is kept while topologies run.
 * @param rocksdb Properties of the backend rocksdb.
 */
public record StateProperties(
        @DefaultValue("heap") Backend backend, @DefaultValue Rocksdb rocksdb) {

    private static final String PREFIX = MillraceProperties.PREFIX + ".state.rocksdb.";

    /** Where state is kept. */
    public enum Backend {
        /** On the heap. */
        HEAP,
        /** In RocksDB, for state larger than memory. */
        ROCKSDB
    }

    /**
     * Properties of the backend rocksdb.
     *
     * @param memory Memory outside the heap that all tasks share.
     * @param cachedEntries Number of entries that each operator in each task keeps on the heap.
     * @param incremental Whether a checkpoint copies only the files of RocksDB that are new since the last one.
     * @param folder Folder for the files of RocksDB, emptied at each start. By default, a temporary one.
     */
    public record Rocksdb(
            @DefaultValue("256MB") DataSize memory,
            @DefaultValue("10000") int cachedEntries,
            @DefaultValue("true") boolean incremental,
            @Nullable Path folder) {

        private static final DataSize MIN_MEMORY = DataSize.ofMegabytes(64);
        private static final int MAX_CACHED_ENTRIES = 1 << 20;

        /** Checks the ranges. */
        public Rocksdb {
            if (memory.compareTo(MIN_MEMORY) < 0) {
                throw new InvalidConfigurationPropertyValueException(
                        PREFIX + "memory", memory, "Memory is out of range: use 64MB or more");
            }
            Ranges.require(PREFIX + "cached-entries", cachedEntries, 1, MAX_CACHED_ENTRIES);
        }
    }
}
