package io.millrace.worker.window;

import io.millrace.window.Window;
import io.millrace.worker.state.KeyTable;
import io.millrace.worker.state.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tables of panes by key, one for each window that has records, by the end of the window.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class Panes implements PaneChanges {

    private final AlignedWindows windows;
    private final TableSource<Pane> source;
    private final TreeMap<Long, KeyTable<Pane>> tablesByEnd = new TreeMap<>();
    private @Nullable KeyTable<Pane> last;
    private long lastEndMillis;

    Panes(AlignedWindows windows, TableSource<Pane> source) {
        this.windows = windows;
        this.source = source;
    }

    /** The pane of a key in the window of an end, about to be changed. */
    Pane paneFor(long endMillis, Object key, int hash) {
        KeyTable<Pane> table = tableAt(endMillis);
        int slot = table.slotFor(key, hash);
        Pane pane = table.value(slot);
        if (pane == null) {
            pane = new Pane(key, hash, windowOf(endMillis));
            table.value(slot, pane);
        } else {
            table.beforeChange(slot);
        }
        return pane;
    }

    Window windowOf(long endMillis) {
        return windows.windowEndingAt(endMillis);
    }

    /** Puts back a pane that is not there. */
    void restore(Pane pane) {
        tableAt(pane.window().endMillis()).restore(pane.key(), pane.hash(), pane);
    }

    @Override
    public @Nullable Pane beforeChange(Pane pane) {
        KeyTable<Pane> table = tableOf(pane.window().endMillis());
        if (table == null || !table.isWatching()) {
            return table == null ? null : pane;
        }
        int slot = table.find(pane.key(), pane.hash());
        if (slot < 0) {
            return null;
        }
        table.beforeChange(slot);
        return table.value(slot);
    }

    private KeyTable<Pane> tableAt(long endMillis) {
        KeyTable<Pane> table = tableOf(endMillis);
        if (table == null) {
            table = source.take(endMillis);
            tablesByEnd.put(endMillis, table);
            last = table;
        }
        return table;
    }

    /** The table of the window of an end, or null if it has none. */
    @Nullable
    KeyTable<Pane> tableOf(long endMillis) {
        if (last == null || lastEndMillis != endMillis) {
            last = tablesByEnd.get(endMillis);
            lastEndMillis = endMillis;
        }
        return last;
    }

    /** End of the first window that ends after a time, or null if there is none. */
    @Nullable
    Long endAfter(long timeMillis) {
        return tablesByEnd.higherKey(timeMillis);
    }

    /** End of the first window, or null if there is none. */
    @Nullable
    Long firstEnd() {
        return tablesByEnd.isEmpty() ? null : tablesByEnd.firstKey();
    }

    /** Forgets the first window. */
    void removeFirst() {
        Map.Entry<Long, KeyTable<Pane>> first = tablesByEnd.pollFirstEntry();
        if (first != null) {
            source.giveBack(first.getValue());
        }
        last = null;
    }

    /** What a function makes of each table, by the end of its window. */
    <R> List<R> map(BiFunction<Long, KeyTable<Pane>, R> function) {
        List<R> results = new ArrayList<>(tablesByEnd.size());
        for (Map.Entry<Long, KeyTable<Pane>> table : tablesByEnd.entrySet()) {
            results.add(function.apply(table.getKey(), table.getValue()));
        }
        return results;
    }

    /** Number under which a store knows the tables, or -1. */
    int storeNumber() {
        return source.number();
    }

    /** The store holds so many panes of the window of an end. */
    void adopt(long endMillis, long panes) {
        tableAt(endMillis).adopt(panes);
    }

    /** Number of panes. */
    long size() {
        return tablesByEnd.values().stream().mapToLong(KeyTable::size).sum();
    }
}
