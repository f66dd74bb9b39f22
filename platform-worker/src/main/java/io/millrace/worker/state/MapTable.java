package io.millrace.worker.state;

import io.millrace.state.MapState;
import io.millrace.state.StateHandle;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maps by key. A change of one entry copies nothing; but the first one after a barrier writes the whole map, with the page
 * that it lies in, unless the background has done so.
 */
final class MapTable extends StateTable<MapTable.Entries, Map<Object, Object>> implements MapState<Object, Object> {

    MapTable(StateHandle.Mapping<?, ?> handle, KeyAtHand keyAtHand, CallTime time, KeyTables tables) {
        super(handle, keyAtHand, time, tables);
    }

    @Override
    public @Nullable Object get(Object mapKey) {
        Entries cell = look();
        return cell == null ? null : cell.entries.get(mapKey);
    }

    @Override
    public boolean contains(Object mapKey) {
        return get(mapKey) != null;
    }

    @Override
    public void put(Object mapKey, Object value) {
        Objects.requireNonNull(mapKey, "mapKey");
        Objects.requireNonNull(value, "value");
        change().entries.put(mapKey, value);
    }

    @Override
    public @Nullable Object remove(Object mapKey) {
        if (!contains(mapKey)) {
            return null;
        }
        Entries cell = change();
        Object removed = cell.entries.remove(mapKey);
        if (cell.entries.isEmpty()) {
            clear();
        }
        return removed;
    }

    @Override
    public Iterable<Map.Entry<Object, Object>> entries() {
        Entries cell = look();
        return cell == null
                ? List.of()
                : () -> new FixedEntries(cell.entries.entrySet().iterator());
    }

    @Override
    public boolean isEmpty() {
        Entries cell = look();
        return cell == null || cell.entries.isEmpty();
    }

    @Override
    Entries newCell() {
        return new Entries();
    }

    @Override
    Map<Object, Object> toValue(Entries cell) {
        return cell.entries;
    }

    @Override
    void fill(Entries cell, Map<Object, Object> value) {
        cell.entries.putAll(value);
    }

    /** The entries of one key, in the order in which they came in: the same in every process. */
    static final class Entries extends Cell {

        private final Map<Object, Object> entries = new LinkedHashMap<>();
    }

    /** Gives out entries that no longer change. */
    private record FixedEntries(Iterator<Map.Entry<Object, Object>> entries)
            implements Iterator<Map.Entry<Object, Object>> {

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<Object, Object> next() {
            return Map.Entry.copyOf(entries.next());
        }
    }
}
