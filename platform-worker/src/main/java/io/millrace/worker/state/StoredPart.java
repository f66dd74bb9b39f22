package io.millrace.worker.state;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a store holds a part of keyed state.
 *
 * @param number number of the part in its store
 * @param isStampNamespace whether checkpoints know as the namespace of an entry its stamp, and not that of its table
 * @param entries number of entries in each table, by its namespace
 */
public record StoredPart(int number, boolean isStampNamespace, Map<Long, Long> entries) {

    /** Keeps its own copy of the numbers. */
    public StoredPart {
        entries = Map.copyOf(entries);
    }

    /** Number of entries in all tables. */
    public long size() {
        return entries.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What several views of one part tell together; null if none of them lies in a store. */
    static @Nullable StoredPart of(Iterable<? extends KeyedPart.Frozen> views) {
        StoredPart merged = null;
        for (KeyedPart.Frozen view : views) {
            StoredPart stored = view.stored();
            if (stored != null) {
                merged = merged == null ? stored : merged.with(stored);
            }
        }
        return merged;
    }

    private StoredPart with(StoredPart other) {
        Map<Long, Long> all = new HashMap<>(entries);
        all.putAll(other.entries);
        return new StoredPart(number, isStampNamespace, all);
    }
}
