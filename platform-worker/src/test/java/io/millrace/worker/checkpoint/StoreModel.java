package io.millrace.worker.checkpoint;

import io.millrace.worker.checkpoint.Manifest.Kind;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a store ought to hold.
 *
 * @param decided what is decided, by number
 * @param latest number of the latest, or 0
 */
record StoreModel(NavigableMap<Long, Manifest> decided, long latest) {

    static final StoreModel EMPTY = new StoreModel(new TreeMap<>(), 0);

    StoreModel completed(Manifest manifest) {
        NavigableMap<Long, Manifest> more = new TreeMap<>(decided);
        more.put(manifest.checkpointId(), manifest);
        return new StoreModel(more, manifest.checkpointId());
    }

    StoreModel retained(int checkpoints) {
        NavigableMap<Long, Manifest> fewer = new TreeMap<>(decided);
        decided.descendingMap().values().stream()
                .filter(manifest -> manifest.kind() != Kind.SAVEPOINT)
                .skip(checkpoints)
                .filter(manifest -> manifest.checkpointId() != latest)
                .forEach(manifest -> fewer.remove(manifest.checkpointId()));
        return new StoreModel(fewer, latest);
    }

    StoreModel without(long checkpointId) {
        NavigableMap<Long, Manifest> fewer = new TreeMap<>(decided);
        fewer.remove(checkpointId);
        return new StoreModel(fewer, latest);
    }

    StoreModel finished() {
        NavigableMap<Long, Manifest> fewer = new TreeMap<>(decided);
        fewer.values().removeIf(manifest -> manifest.kind() != Kind.SAVEPOINT);
        return new StoreModel(fewer, 0);
    }
}
