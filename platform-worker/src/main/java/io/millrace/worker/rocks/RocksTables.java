package io.millrace.worker.rocks;

import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.state.CellForm;
import io.millrace.worker.state.KeyTable;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.SpilledTable;
import io.millrace.worker.state.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The tables of one operator, which share a number of entries that they may keep on the heap. */
final class RocksTables implements KeyTables {

    private final RocksTask task;
    private final String operator;
    private final Codec<Object> keys;
    private final Codecs codecs;
    private final int cachedEntries;
    private final List<SpilledTable<?>> tables = new ArrayList<>();

    RocksTables(RocksTask task, String operator, Codec<Object> keys, Codecs codecs, int cachedEntries) {
        this.task = task;
        this.operator = operator;
        this.keys = keys;
        this.codecs = codecs;
        this.cachedEntries = cachedEntries;
    }

    @Override
    public <C, V> TableSource<C> tables(String name, Supplier<TypeRef<V>> valueType, CellForm<C, V> form) {
        PartCodecs<C, V> part =
                new PartCodecs<>(operator + "/" + name, task.nextPart(), keys, codecs.codec(valueType.get()), form);
        return new Source<>(part);
    }

    @Override
    public void startCall() {
        long cached = 0;
        for (int i = 0; i < tables.size(); i++) {
            cached += tables.get(i).cached();
        }
        if (cached > cachedEntries) {
            tables.forEach(SpilledTable::trim);
        }
    }

    private final class Source<C> implements TableSource<C> {

        private final PartCodecs<C, ?> part;

        Source(PartCodecs<C, ?> part) {
            this.part = part;
        }

        @Override
        public int number() {
            return part.number();
        }

        @Override
        public KeyTable<C> take(long namespace) {
            SpilledTable<C> table = new SpilledTable<>(new RocksSpill<>(task, part, namespace));
            tables.add(table);
            return table;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // The table itself is meant.
        public void giveBack(KeyTable<C> table) {
            table.clear();
            tables.removeIf(each -> each == table);
        }
    }
}
