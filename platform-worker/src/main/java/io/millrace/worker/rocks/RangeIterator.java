package io.millrace.worker.rocks;

import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * The entries of a range of keys in their order.
 *
 * <p><b>Thread.</b> One at a time; has to be closed before its database is.
 */
final class RangeIterator implements AutoCloseable {

    private final ReadOptions reads;
    private final Slice end;
    private final RocksIterator entries;

    /** Stands at the first entry; owns the options. */
    RangeIterator(RocksDB rocks, ReadOptions reads, byte[] from, byte[] to) {
        this.reads = reads;
        this.end = new Slice(to);
        reads.setIterateUpperBound(end);
        this.entries = rocks.newIterator(reads);
        entries.seek(from);
    }

    /** Whether it stands at an entry; false at the end. */
    boolean isValid() throws RocksDBException {
        if (entries.isValid()) {
            return true;
        }
        entries.status();
        return false;
    }

    byte[] key() {
        return entries.key();
    }

    byte[] value() {
        return entries.value();
    }

    void next() {
        entries.next();
    }

    @Override
    public void close() {
        entries.close();
        reads.close();
        end.close();
    }
}
