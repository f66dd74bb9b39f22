package io.millrace.worker.rocks;

import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.TaskTables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The state of one task in a database of its own. */
final class RocksTask implements TaskTables {

    private final Database database;
    private final Codecs codecs;
    private final int cachedEntries;
    private final Set<RocksView<?>> views = new LinkedHashSet<>();
    private int parts;

    RocksTask(Database database, Codecs codecs, int cachedEntries) {
        this.database = database;
        this.codecs = codecs;
        this.cachedEntries = cachedEntries;
    }

    @Override
    @SuppressWarnings("unchecked") // Keys are objects wherever the engine holds them.
    public KeyTables of(String operator, TypeRef<?> keyType) {
        return new RocksTables(this, operator, (Codec<Object>) codecs.codec(keyType), codecs, cachedEntries);
    }

    @Override
    public void close() {
        List.copyOf(views).forEach(RocksView::cutOff);
        views.clear();
        database.close();
    }

    Database database() {
        return database;
    }

    int nextPart() {
        return parts++;
    }

    <C> RocksView<C> view(RocksView<C> view) {
        views.add(view);
        return view;
    }

    void onReleased(RocksView<?> view) {
        views.remove(view);
    }
}
