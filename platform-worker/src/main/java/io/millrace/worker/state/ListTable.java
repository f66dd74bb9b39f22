package io.millrace.worker.state;

import io.millrace.state.ListState;
import io.millrace.state.StateHandle;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Lists by key. Elements are only ever added behind those that are there, so that what has been given out is a prefix that
 * stays as it is, and nothing has to be copied for it.
 */
final class ListTable extends StateTable<ListTable.Elements, List<Object>> implements ListState<Object> {

    ListTable(StateHandle.Elements<?> handle, KeyAtHand keyAtHand, CallTime time, KeyTables tables) {
        super(handle, keyAtHand, time, tables);
    }

    @Override
    public List<Object> get() {
        Elements cell = look();
        return cell == null ? List.of() : new Prefix(cell.elements, cell.size);
    }

    @Override
    public void add(Object element) {
        Objects.requireNonNull(element, "element");
        change().add(element);
    }

    @Override
    public void addAll(Iterable<?> elements) {
        Elements cell = null;
        for (Object element : elements) {
            Objects.requireNonNull(element, "element");
            cell = cell == null ? change() : cell;
            cell.add(element);
        }
    }

    @Override
    Elements newCell() {
        return new Elements();
    }

    @Override
    List<Object> toValue(Elements cell) {
        return new Prefix(cell.elements, cell.size);
    }

    @Override
    void fill(Elements cell, List<Object> value) {
        cell.elements = value.toArray();
        cell.size = cell.elements.length;
    }

    /** The elements of one key. */
    static final class Elements extends Cell {

        private static final int INITIAL_CAPACITY = 4;

        private @Nullable Object[] elements = new Object[INITIAL_CAPACITY];
        private int size;

        void add(Object element) {
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, Math.max(INITIAL_CAPACITY, size + (size >> 1)));
            }
            elements[size++] = element;
        }
    }

    /** The elements that were there at some time. */
    private static final class Prefix extends AbstractList<Object> implements RandomAccess {

        private final @Nullable Object[] elements;
        private final int size;

        Prefix(@Nullable Object[] elements, int size) {
            this.elements = elements;
            this.size = size;
        }

        @Override
        public Object get(int index) {
            return Objects.requireNonNull(elements[Objects.checkIndex(index, size)]);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
