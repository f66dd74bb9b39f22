package io.millrace.worker.rocks;

import io.millrace.type.TypeRef;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.snapshot.FrozenFiles;
import io.millrace.worker.snapshot.TableFiles;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.TaskTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of one task in a database of its own. */
final class RocksTask implements TaskTables, TableFiles {

    private final Database database;
    private final Codecs codecs;
    private final RocksSettings settings;
    private final Set<CutOff> views = new LinkedHashSet<>();
    private int parts;

    RocksTask(Database database, Codecs codecs, RocksSettings settings) {
        this.database = database;
        this.codecs = codecs;
        this.settings = settings;
    }

    @Override
    @SuppressWarnings("unchecked") // Keys are objects wherever the engine holds them.
    public KeyTables of(String operator, TypeRef<?> keyType) {
        return new RocksTables(this, operator, (Codec<Object>) codecs.codec(keyType), codecs, settings.cachedEntries());
    }

    @Override
    public @Nullable FrozenFiles freezeFiles() {
        FrozenDatabase frozen = settings.isIncremental() ? database.freeze(this) : null;
        if (frozen != null) {
            views.add(frozen);
        }
        return frozen;
    }

    @Override
    public Path newFolder() throws IOException {
        return database.newFolder();
    }

    @Override
    public void adopt(Path folder) {
        database.adopt(folder);
    }

    @Override
    public void close() {
        List.copyOf(views).forEach(CutOff::cutOff);
        views.clear();
        database.close();
    }

    Database database() {
        return database;
    }

    @Override
    public String toString() {
        return database.task();
    }

    int nextPart() {
        return parts++;
    }

    <C> RocksView<C> view(RocksView<C> view) {
        views.add(view);
        return view;
    }

    void onReleased(CutOff view) {
        views.remove(view);
    }
}
