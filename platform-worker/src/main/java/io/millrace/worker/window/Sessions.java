package io.millrace.worker.window;

import io.millrace.worker.state.KeyTable;
import io.millrace.worker.state.KeyedPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions by key. Those of one key do not overlap.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
final class Sessions implements PaneChanges {

    private final KeyTable<List<Session>> table = new KeyTable<>();

    /** The sessions of a key, only to be looked at, or null if it has none. */
    @Nullable
    List<Session> of(Object key, int hash) {
        int slot = table.find(key, hash);
        return slot < 0 ? null : table.value(slot);
    }

    /** The sessions of a key, about to be changed. */
    List<Session> change(Object key, int hash) {
        int slot = table.slotFor(key, hash);
        List<Session> ofKey = table.value(slot);
        if (ofKey == null) {
            ofKey = new ArrayList<>(1);
            table.value(slot, ofKey);
        } else {
            table.beforeChange(slot);
        }
        return ofKey;
    }

    /** A session that is kept no longer is changed by nobody. */
    @Override
    public Pane beforeChange(Pane session) {
        if (table.isFrozen()) {
            int slot = table.find(session.key(), session.hash());
            if (slot >= 0) {
                table.beforeChange(slot);
            }
        }
        return session;
    }

    void remove(Session session) {
        int slot = table.find(session.key(), session.hash());
        List<Session> ofKey = slot < 0 ? null : table.value(slot);
        if (ofKey != null) {
            table.beforeChange(slot);
            ofKey.remove(session);
            if (ofKey.isEmpty()) {
                table.remove(slot);
            }
        }
    }

    /** Number of keys. */
    long keys() {
        return table.size();
    }

    void expect(long keys) {
        table.expect(keys);
    }

    KeyedPart.Frozen freeze(
            KeyedPart.EntrySink<List<Session>> ofTask, KeyedPart.EntrySink<List<Session>> ofBackground) {
        return table.freeze(0, ofTask, ofBackground);
    }
}
