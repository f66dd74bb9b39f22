package io.millrace.worker.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Table whose entries lie in a store; the slots hold those that have been used lately, and those that have changed until
 * they are written. A key without an entry is held too, without a value, so that the store is asked once.
 *
 * <p><b>Contract.</b> Slots and values that have been given out are good until {@link #trim}, which the engine calls between
 * two calls of a task. After it, a value of before is a stranger: a change of it is lost. So the table grows beyond its bound
 * by what one call touches.
 *
 * <p><b>Thread.</b> Owned by one task.
 *
 * @param <V> the type of the values
 */
public final class SpilledTable<V> extends KeyTable<V> {

    /** The slot differs from the store. */
    private static final byte CHANGED = 1;

    /** The store has an entry of the key. */
    private static final byte STORED = 2;

    /** The slot has been used again after it was loaded. */
    private static final byte REUSED = 4;

    private final Spill<V> spill;
    private byte[] flags;
    private byte[] oldFlags;
    private long size;
    private long trims;

    /** Makes a table over a store that is empty. */
    public SpilledTable(Spill<V> spill) {
        this.spill = spill;
        this.flags = new byte[slots()];
        this.oldFlags = flags;
    }

    @Override
    public long size() {
        return size;
    }

    /** Number of entries on the heap. */
    public int cached() {
        return used();
    }

    @Override
    public int slotFor(Object key, int hash) {
        int slot = super.find(key, hash);
        if (slot >= 0) {
            flags[slot] |= REUSED;
            return slot;
        }
        return admit(key, hash, spill.load(key, hash));
    }

    @Override
    public int find(Object key, int hash) {
        int slot = slotFor(key, hash);
        return value(slot) == null ? -1 : slot;
    }

    @Override
    public void value(int slot, V value) {
        if (value(slot) == null) {
            size++;
        }
        super.value(slot, value);
        flags[slot] |= CHANGED;
    }

    @Override
    public void beforeChange(int slot) {
        flags[slot] |= CHANGED;
    }

    /** Never frozen in a way that concerns the task: the store keeps what a view sees. */
    @Override
    public boolean isFrozen() {
        return false;
    }

    @Override
    public boolean isWatching() {
        return true;
    }

    @Override
    public void remove(int slot) {
        if (value(slot) != null) {
            size--;
            dropValue(slot);
            flags[slot] |= CHANGED;
        }
    }

    @Override
    public void clear() {
        spill.clear();
        size = 0;
        forgetAll();
    }

    @Override
    public void expect(long keys) {
        // What is restored goes to the store.
    }

    @Override
    public void restore(Object key, int hash, V value) {
        spill.store(key, hash, value);
        size++;
    }

    @Override
    public void adopt(long entries) {
        size += entries;
    }

    @Override
    public KeyedPart.Frozen freeze(
            long namespace, KeyedPart.EntrySink<? super V> ofTask, KeyedPart.EntrySink<? super V> ofBackground) {
        writeChanges();
        return spill.freeze(namespace, size, ofBackground);
    }

    @Override
    public TableCursor<V> cursor() {
        writeChanges();
        return new SpilledCursor<>(this, spill);
    }

    /** Writes what has changed, and keeps on the heap only what has been used more than once, at most half of it. */
    public void trim() {
        writeChanges();
        List<Spill.Entry<V>> kept = new ArrayList<>();
        for (int slot = 0; slot < slots() && kept.size() < used() / 2; slot++) {
            V value = isUsed(slot) && (flags[slot] & REUSED) != 0 ? value(slot) : null;
            if (value != null) {
                kept.add(new Spill.Entry<>(key(slot), hash(slot), value));
            }
        }
        forgetAll();
        kept.forEach(entry -> admit(entry.key(), entry.hash(), entry.value()));
    }

    /** How often values that had been given out have become strangers. */
    long trims() {
        return trims;
    }

    /** The value of an entry that the store has yielded since the last trim: that on the heap, where there is one. */
    @Nullable
    V current(Spill.Entry<V> stored) {
        int slot = super.find(stored.key(), stored.hash());
        return slot < 0 ? stored.value() : value(slot);
    }

    /** Takes an entry in that the store has yielded since the last trim, and that is about to be changed. */
    void beforeChange(Spill.Entry<V> stored) {
        int slot = super.find(stored.key(), stored.hash());
        beforeChange(slot < 0 ? admit(stored.key(), stored.hash(), stored.value()) : slot);
    }

    @Override
    void onResize(int slots) {
        oldFlags = flags;
        flags = new byte[slots];
    }

    @Override
    void onMoved(int from, int to) {
        flags[to] = oldFlags[from];
    }

    private int admit(Object key, int hash, @Nullable V value) {
        int slot = super.slotFor(key, hash);
        if (value != null) {
            super.value(slot, value);
        }
        flags[slot] = value == null ? 0 : STORED;
        return slot;
    }

    private void writeChanges() {
        for (int slot = 0; slot < slots(); slot++) {
            if (isUsed(slot) && (flags[slot] & CHANGED) != 0) {
                write(slot);
            }
        }
    }

    private void write(int slot) {
        V value = value(slot);
        if (value != null) {
            spill.store(key(slot), hash(slot), value);
            flags[slot] = (byte) ((flags[slot] & REUSED) | STORED);
        } else {
            if ((flags[slot] & STORED) != 0) {
                spill.delete(key(slot), hash(slot));
            }
            flags[slot] = 0;
        }
    }

    private void forgetAll() {
        super.clear();
        flags = new byte[slots()];
        trims++;
    }
}
