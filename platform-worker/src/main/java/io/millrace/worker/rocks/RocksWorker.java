package io.millrace.worker.rocks;

import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.snapshot.TableReader;
import io.millrace.worker.state.StateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What all tasks of a worker share that keep their state in RocksDB: the folder, the memory, the options. Each task has a
 * database of its own.
 *
 * <p>What lies in the folder is of no use to another process: what counts is the checkpoint. So it is deleted at the start, as
 * a crash may have left it, and nothing is logged ahead or synced.
 *
 * <p><b>Thread.</b> Any.
 *
 * <p><b>Lifecycle.</b> Closed when no task is left; one that is stuck may be left, and keeps the memory alive that it needs.
 */
public final class RocksWorker implements AutoCloseable {

    private static final String FOLDER = "rocksdb";
    private static final int BLOCK_BYTES = 16 << 10;
    private static final int BLOOM_BITS = 10;
    private static final long MAX_WRITE_BUFFER_BYTES = 32L << 20;
    private static final int WRITE_BUFFERS = 8;

    /** Each barrier begins a new one, while those before it are being written. */
    private static final int MAX_WRITE_BUFFERS = 4;

    /**
     * Each barrier makes a small file. Where they are merged into the large ones, those are new too, and are copied: twice as
     * seldom as RocksDB has it by itself. Filters keep most reads out of the small ones.
     */
    private static final int FILES_BEFORE_COMPACTION = 8;

    private static final String PATIENCE_SECONDS = "3600";

    /** Of each checkpoint, that much at most is written again though it has not changed. */
    private static final long MAX_MANIFEST_BYTES = 1 << 20;

    private final RocksSettings settings;
    private final Path folder;
    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter filter = new BloomFilter(BLOOM_BITS, false);
    private final Options options;
    private final Options adopting;
    private final FlushOptions beginningFlush =
            new FlushOptions().setWaitForFlush(false).setAllowWriteStall(true);
    private long databases;

    private RocksWorker(RocksSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
        this.cache = new LRUCache(settings.memoryBytes());
        this.writeBuffers = new WriteBufferManager(settings.memoryBytes() / 2, cache);
        this.options = patientOptions()
                .setCreateIfMissing(true)
                .setErrorIfExists(true)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(1)
                .setAvoidFlushDuringShutdown(true)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(Math.min(MAX_WRITE_BUFFER_BYTES, settings.memoryBytes() / WRITE_BUFFERS))
                .setMaxWriteBufferNumber(MAX_WRITE_BUFFERS)
                .setMaxManifestFileSize(MAX_MANIFEST_BYTES)
                .setLevel0FileNumCompactionTrigger(FILES_BEFORE_COMPACTION)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFilterPolicy(filter));
        this.adopting = new Options(options).setCreateIfMissing(false).setErrorIfExists(false);
    }

    /**
     * Options under which a file at the bottom is not written again as soon as a snapshot is given back that was held when it
     * was written. There is one at every barrier, and the next checkpoint would have to copy the file once more.
     */
    private static Options patientOptions() {
        Properties patience = new Properties();
        patience.setProperty("bottommost_file_compaction_delay", PATIENCE_SECONDS);
        try (DBOptions ofDatabase = new DBOptions();
                ColumnFamilyOptions ofFiles = ColumnFamilyOptions.getColumnFamilyOptionsFromProps(patience)) {
            return new Options(ofDatabase, ofFiles);
        }
    }

    /** Makes the folder empty and takes the memory. */
    static RocksWorker open(RocksSettings settings) {
        RocksDB.loadLibrary();
        try {
            return new RocksWorker(settings, emptyFolder(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Folder of RocksDB cannot be made empty: folder=" + settings.folder()
                            + "; give the worker a folder that it may write to",
                    e);
        }
    }

    /** Where a topology keeps its state, with the codecs of all that it keeps. */
    public StateBackend backend(String topology, Codecs codecs) {
        return task -> new RocksTask(new Database(this, topology + "/" + task), codecs, settings);
    }

    /** Reads tables that cannot be taken over as they are. */
    public TableReader reader() {
        return new RocksReader(this::newFolder);
    }

    @Override
    public void close() {
        adopting.close();
        options.close();
        beginningFlush.close();
        writeBuffers.close();
        cache.close();
        filter.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Folder of RocksDB cannot be deleted: folder=" + folder, e);
        }
    }

    /** Options of a new database. */
    Options options() {
        return options;
    }

    /** Options of a database whose files are there. */
    Options adopting() {
        return adopting;
    }

    /** Begins a new buffer, and waits for nothing. */
    FlushOptions beginningFlush() {
        return beginningFlush;
    }

    /** A folder that no other database has, not even one of the same task that is still being closed. */
    synchronized Path newFolder() throws IOException {
        return Files.createDirectories(folder.resolve(Long.toString(databases++)));
    }

    private static Path emptyFolder(RocksSettings settings) throws IOException {
        Path parent = settings.folder();
        if (parent == null) {
            return Files.createTempDirectory("millrace-state-");
        }
        Path own = parent.resolve(FOLDER);
        Folders.delete(own);
        return Files.createDirectories(own);
    }
}
