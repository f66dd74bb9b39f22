package io.millrace.worker.window;

import io.millrace.time.EventTime;
import io.millrace.worker.state.KeyTable;
import io.millrace.worker.state.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tables of keys, one for each slice of event time that has records. The slice of the last record is at hand without a
 * search, for most records fall into it.
 *
 * <p><b>Thread.</b> Owned by one task.
 *
 * @param <V> the type of the values
 */
final class Slices<V> {

    private final AlignedWindows windows;
    private final TreeMap<Long, KeyTable<V>> tables = new TreeMap<>();
    private final TableSource<V> source;
    private @Nullable KeyTable<V> current;
    private long currentStartMillis;
    private long currentEndMillis;

    Slices(AlignedWindows windows, TableSource<V> source) {
        this.windows = windows;
        this.source = source;
    }

    /**
     * The table of the slice that holds a timestamp, or null if a watermark has reached the end of its last window.
     */
    @Nullable
    KeyTable<V> tableFor(long timestampMillis, long watermarkMillis) {
        if (timestampMillis >= currentStartMillis && timestampMillis < currentEndMillis && current != null) {
            return current;
        }
        return find(timestampMillis, watermarkMillis);
    }

    /** Makes the next record search for its slice, because it may have become late. */
    void onWatermark() {
        current = null;
    }

    @Nullable
    KeyTable<V> tableOf(long sliceStartMillis) {
        return tables.get(sliceStartMillis);
    }

    /** Start of the first slice, or {@link EventTime#END} if there is none. */
    long firstStartMillis() {
        return tables.isEmpty() ? EventTime.END : tables.firstKey();
    }

    /** Start of the first slice at or after a time, or {@link EventTime#END} if there is none. */
    long startAtOrAfter(long timeMillis) {
        Map.Entry<Long, KeyTable<V>> entry = tables.ceilingEntry(timeMillis);
        return entry == null ? EventTime.END : entry.getKey();
    }

    /** The table of the slice of a start, which is made if there is none. */
    KeyTable<V> tableAt(long sliceStartMillis) {
        KeyTable<V> table = tables.get(sliceStartMillis);
        if (table == null) {
            table = source.take(sliceStartMillis);
            tables.put(sliceStartMillis, table);
        }
        return table;
    }

    /** What a function makes of each slice, by its start. */
    <R> List<R> map(BiFunction<Long, KeyTable<V>, R> function) {
        List<R> results = new ArrayList<>(tables.size());
        tables.forEach((start, table) -> results.add(function.apply(start, table)));
        return results;
    }

    /** Number of keys in all slices. */
    long entries() {
        return tables.values().stream().mapToLong(KeyTable::size).sum();
    }

    /** Number under which a store knows the tables, or -1. */
    int storeNumber() {
        return source.number();
    }

    /** Forgets a slice. */
    void remove(long sliceStartMillis) {
        KeyTable<V> table = tables.remove(sliceStartMillis);
        current = null;
        if (table != null) {
            source.giveBack(table);
        }
    }

    /** Number of slices. */
    int size() {
        return tables.size();
    }

    private @Nullable KeyTable<V> find(long timestampMillis, long watermarkMillis) {
        long lastEnd = windows.lastWindowStart(timestampMillis) + windows.sizeMillis();
        if (watermarkMillis >= lastEnd) {
            return null;
        }
        currentStartMillis = windows.sliceStart(timestampMillis);
        currentEndMillis = currentStartMillis + windows.sliceMillis();
        KeyTable<V> table = tableAt(currentStartMillis);
        current = table;
        return table;
    }
}
