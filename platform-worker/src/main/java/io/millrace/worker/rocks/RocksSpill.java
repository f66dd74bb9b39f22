package io.millrace.worker.rocks;

import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.state.Spill;
import io.millrace.worker.state.StoredPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The entries of one table in the database of its task. */
final class RocksSpill<C, V> implements Spill<C> {

    /** As many as a sweep looks at in a call; each page seeks anew. */
    private static final int PAGE_ENTRIES = 256;

    private final RocksTask task;
    private final Database database;
    private final PartCodecs<C, V> part;
    private final EntryBytes<C, V> bytes;
    private final byte[] end;
    private final long namespace;

    RocksSpill(RocksTask task, PartCodecs<C, V> part, long namespace) {
        this.task = task;
        this.database = task.database();
        this.part = part;
        this.bytes = new EntryBytes<>(part, namespace);
        this.end = Database.behind(bytes.prefix());
        this.namespace = namespace;
    }

    @Override
    public @Nullable C load(Object key, int hash) {
        int keyLength = bytes.writeKey(key, hash);
        int length = database.get(bytes.keyBuffer(), keyLength);
        return length < 0 ? null : bytes.cell(key, hash, database.value(), length);
    }

    @Override
    public void store(Object key, int hash, C cell) {
        database.put(bytes.key(key, hash), bytes.value(cell));
    }

    @Override
    public void delete(Object key, int hash) {
        database.delete(bytes.key(key, hash));
    }

    @Override
    public List<Entry<C>> page(@Nullable Entry<C> behind) {
        byte[] from = behind == null ? bytes.prefix() : bytes.key(behind.key(), behind.hash());
        RangeIterator entries = database.range(from, end);
        if (entries == null) {
            return List.of();
        }
        try (entries) {
            if (behind != null && entries.isValid() && Arrays.equals(entries.key(), from)) {
                entries.next();
            }
            List<Entry<C>> page = new ArrayList<>(PAGE_ENTRIES);
            while (page.size() < PAGE_ENTRIES && entries.isValid()) {
                page.add(bytes.entry(entries.key(), entries.value()));
                entries.next();
            }
            return page;
        } catch (RocksDBException e) {
            throw database.failed(e);
        }
    }

    @Override
    public KeyedPart.Frozen freeze(long ofEntries, long entries, KeyedPart.EntrySink<? super C> sink) {
        StoredPart stored = new StoredPart(part.number(), part.form().isStampNamespace(), Map.of(namespace, entries));
        EntryBytes<C, V> own = new EntryBytes<>(part, namespace);
        return task.view(new RocksView<>(task, new RocksView.Table<>(own, ofEntries, stored), sink));
    }

    @Override
    public void clear() {
        database.deleteRange(bytes.prefix(), end);
    }
}
