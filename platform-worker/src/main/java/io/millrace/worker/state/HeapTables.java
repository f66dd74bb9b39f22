package io.millrace.worker.state;

import io.millrace.type.TypeRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Tables on the heap. A few that were given back are used again, with their slots. */
public final class HeapTables implements KeyTables {

    private static final int MAX_SPARE_TABLES = 4;

    @Override
    public <C, V> TableSource<C> tables(String name, Supplier<TypeRef<V>> valueType, CellForm<C, V> form) {
        return new Source<>();
    }

    /** Tables for what is no keyed state, and so is in no checkpoint. */
    public static <C> TableSource<C> source() {
        return new Source<>();
    }

    @Override
    public void startCall() {
        // Values stay where they are.
    }

    private static final class Source<C> implements TableSource<C> {

        private final Deque<KeyTable<C>> spare = new ArrayDeque<>();

        @Override
        public KeyTable<C> take(long namespace) {
            return spare.isEmpty() ? new KeyTable<>() : spare.pop();
        }

        /** A table that is being written as it was at a barrier is left to that. */
        @Override
        public void giveBack(KeyTable<C> table) {
            if (!table.isFrozen() && spare.size() < MAX_SPARE_TABLES) {
                table.clear();
                spare.push(table);
            }
        }
    }
}
