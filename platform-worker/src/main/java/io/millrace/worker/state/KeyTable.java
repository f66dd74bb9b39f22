package io.millrace.worker.state;

import io.millrace.partition.StableHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hash table from keys with known stable hashes to values: open addressing, linear probing, no object for an entry.
 *
 * <p>Entries are also reached by slot, so that a scan can stop at any slot and go on later, as long as nothing is put in
 * or removed meanwhile.
 *
 * <p><b>Thread.</b> Owned by one task.
 *
 * <p>Source of the removal that leaves no tombstone: D. Knuth, The Art of Computer Programming, vol. 3, 6.4, algorithm R.
 *
 * @param <V> the type of the values
 */
public final class KeyTable<V> {

    private static final int INITIAL_SLOTS = 16;

    private @Nullable Object[] keys = new Object[INITIAL_SLOTS];
    private @Nullable Object[] values = new Object[INITIAL_SLOTS];
    private int[] hashes = new int[INITIAL_SLOTS];
    private int mask = INITIAL_SLOTS - 1;
    private int size;

    /** Number of keys. */
    public int size() {
        return size;
    }

    /** Number of slots, the bound of a scan. */
    public int slots() {
        return keys.length;
    }

    /** Slot of a key; if the key is new, it is put in, and {@link #value} of its slot is null. */
    public int slotFor(Object key, int hash) {
        int slot = hash & mask;
        Object found;
        while ((found = keys[slot]) != null) {
            if (hashes[slot] == hash && (found == key || StableHash.equal(found, key))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return insert(key, hash, slot);
    }

    /** Slot of a key, or -1 if it is not there. */
    public int find(Object key, int hash) {
        int slot = hash & mask;
        Object found;
        while ((found = keys[slot]) != null) {
            if (hashes[slot] == hash && (found == key || StableHash.equal(found, key))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** Whether a slot holds a key. */
    public boolean isUsed(int slot) {
        return keys[slot] != null;
    }

    /** Key of a used slot. */
    public Object key(int slot) {
        Object key = keys[slot];
        if (key == null) {
            throw new IllegalStateException("Slot holds no key: slot=" + slot + ", slots=" + keys.length);
        }
        return key;
    }

    /** Hash of the key of a used slot. */
    public int hash(int slot) {
        return hashes[slot];
    }

    /** Value of a used slot, or null if none has been set. */
    @SuppressWarnings("unchecked")
    public @Nullable V value(int slot) {
        return (V) values[slot];
    }

    /** Sets the value of a used slot. */
    public void value(int slot, V value) {
        values[slot] = value;
    }

    /** Removes the key of a used slot; other keys may move to other slots. */
    public void remove(int slot) {
        int hole = slot;
        int next = (hole + 1) & mask;
        while (keys[next] != null) {
            int home = hashes[next] & mask;
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                move(next, hole);
                hole = next;
            }
            next = (next + 1) & mask;
        }
        keys[hole] = null;
        values[hole] = null;
        size--;
        if (keys.length > INITIAL_SLOTS && size < keys.length / 8) {
            resize(keys.length / 2);
        }
    }

    /** Removes all keys; keeps the slots for the next use if they were about needed. */
    public void clear() {
        if (size < keys.length / 8 && keys.length > INITIAL_SLOTS) {
            allocate(keys.length / 2);
        } else if (size > 0) {
            Arrays.fill(keys, null);
            Arrays.fill(values, null);
        }
        size = 0;
    }

    private int insert(Object key, int hash, int slot) {
        int free = slot;
        if (size >= keys.length / 2) {
            resize(keys.length * 2);
            free = hash & mask;
            while (keys[free] != null) {
                free = (free + 1) & mask;
            }
        }
        keys[free] = key;
        hashes[free] = hash;
        size++;
        return free;
    }

    private void move(int from, int to) {
        keys[to] = keys[from];
        values[to] = values[from];
        hashes[to] = hashes[from];
    }

    private void resize(int slots) {
        @Nullable Object[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        int[] oldHashes = hashes;
        allocate(slots);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = oldHashes[i] & mask;
                while (keys[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }

    private void allocate(int slots) {
        keys = new Object[slots];
        values = new Object[slots];
        hashes = new int[slots];
        mask = slots - 1;
    }
}
