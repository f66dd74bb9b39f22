package io.millrace.worker.state;

import io.millrace.partition.StableHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hash table from keys with known stable hashes to values: open addressing, linear probing, no object for an entry. A key
 * and its value lie side by side, so that finding both costs one cache line.
 *
 * <p>Entries are also reached by slot, so that a scan can stop at any slot and go on later, as long as nothing is put in
 * or removed meanwhile.
 *
 * <p>It can be frozen: another thread then writes it as it was, while the task goes on to change it. Whoever changes a value
 * in place has to say so before, by {@link #beforeChange}; everything else is seen by the table itself.
 *
 * <p>A table may stand before a store that holds more than the heap does; see {@link SpilledTable}. Whoever scans one that
 * may be such uses a {@link #cursor}, for the slots hold only a part of it.
 *
 * <p><b>Thread.</b> Owned by one task; a frozen view is written by another thread.
 *
 * <p>Source of the removal that leaves no tombstone: D. Knuth, The Art of Computer Programming, vol. 3, 6.4, algorithm R.
 *
 * @param <V> the type of the values
 */
public class KeyTable<V> {

    private static final int INITIAL_SLOTS = 16;
    private static final int MAX_EIGHTHS_USED = 5;
    private static final int MAX_EXPECTED = 1 << 20;

    /** Key of slot i at 2i, its value behind it. */
    private @Nullable Object[] entries = new Object[2 * INITIAL_SLOTS];

    private int[] hashes = new int[INITIAL_SLOTS];
    private int mask = INITIAL_SLOTS - 1;
    private int size;
    private @Nullable FrozenTable<V> frozen;

    /** Number of keys. */
    public long size() {
        return size;
    }

    /** Number of slots, the bound of a scan. */
    public int slots() {
        return hashes.length;
    }

    /** Slot of a key; if the key is new, it is put in, and {@link #value} of its slot is null. */
    public int slotFor(Object key, int hash) {
        int slot = hash & mask;
        Object found;
        while ((found = entries[2 * slot]) != null) {
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
        while ((found = entries[2 * slot]) != null) {
            if (hashes[slot] == hash && (found == key || StableHash.equal(found, key))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** Whether a slot holds a key. */
    public boolean isUsed(int slot) {
        return entries[2 * slot] != null;
    }

    /** Key of a used slot. */
    public Object key(int slot) {
        Object key = entries[2 * slot];
        if (key == null) {
            throw new IllegalStateException("Slot holds no key: slot=" + slot + ", slots=" + hashes.length);
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
        return (V) entries[2 * slot + 1];
    }

    /** Sets the value of a used slot. */
    public void value(int slot, V value) {
        beforeReplacing(slot);
        entries[2 * slot + 1] = value;
    }

    /** Says that the value of a used slot is about to be changed in place. */
    public void beforeChange(int slot) {
        if (frozen != null) {
            beforeChange(frozen, slot);
        }
    }

    /** Whether a view of this table is in use that the task has to write before it changes something. */
    public boolean isFrozen() {
        return frozen != null;
    }

    /** Whether the table wants to be told of changes in place now; if not, its values also stay the same objects. */
    public boolean isWatching() {
        return frozen != null;
    }

    /** Puts in a key that is not there, with its value; for a restore. */
    public void restore(Object key, int hash, V value) {
        value(slotFor(key, hash), value);
    }

    /** A walk over all entries. */
    public TableCursor<V> cursor() {
        return new SlotCursor<>(this);
    }

    /**
     * Freezes the table as it is now. Keys without a value are left out.
     *
     * @param namespace namespace of all its entries
     * @param ofTask takes what the task has to write before it changes it
     * @param ofBackground takes everything else
     */
    public KeyedPart.Frozen freeze(
            long namespace, KeyedPart.EntrySink<? super V> ofTask, KeyedPart.EntrySink<? super V> ofBackground) {
        if (frozen != null) {
            throw new IllegalStateException(
                    "Table is frozen already: keys=" + size + "; release the view of the last barrier first");
        }
        frozen = new FrozenTable<>(this, entries, hashes, namespace, ofTask, ofBackground);
        return frozen;
    }

    /** Makes room for so many keys in advance, within limits; for an empty table. */
    public void expect(long keys) {
        int expected = (int) Math.min(keys, MAX_EXPECTED);
        int slots = hashes.length;
        while (slots / 8 * MAX_EIGHTHS_USED <= expected) {
            slots *= 2;
        }
        if (slots > hashes.length && size == 0) {
            allocate(slots);
        }
    }

    /** The store under the table holds so many keys, which have been put there with it. */
    public void adopt(long keys) {
        throw new UnsupportedOperationException("Table has no store: keys=" + keys);
    }

    /** Removes the key of a used slot; other keys may move to other slots. */
    public void remove(int slot) {
        int hole = slot;
        int next = (hole + 1) & mask;
        while (entries[2 * next] != null) {
            int home = hashes[next] & mask;
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                move(next, hole);
                hole = next;
            }
            next = (next + 1) & mask;
        }
        beforeReplacing(hole);
        entries[2 * hole] = null;
        entries[2 * hole + 1] = null;
        size--;
        if (hashes.length > INITIAL_SLOTS && size < hashes.length / 8) {
            resize(hashes.length / 2);
        }
    }

    /** Removes all keys; keeps the slots for the next use if they were about needed. */
    public void clear() {
        if (size < hashes.length / 8 && hashes.length > INITIAL_SLOTS) {
            allocate(hashes.length / 2);
        } else if (frozen != null && frozen.sees(entries)) {
            allocate(hashes.length);
        } else if (size > 0) {
            Arrays.fill(entries, null);
        }
        size = 0;
    }

    /** Number of slots that hold a key. */
    final int used() {
        return size;
    }

    /** The slots are about to be others, so many, into which {@link #onMoved} tells what goes. */
    void onResize(int slots) {}

    /** A slot of before the change of size has come to another one. */
    void onMoved(int from, int to) {}

    /** Lets a used slot hold its key without a value. */
    final void dropValue(int slot) {
        entries[2 * slot + 1] = null;
    }

    final void onReleased(FrozenTable<V> view) {
        if (frozen == view) {
            frozen = null;
        }
    }

    private void beforeReplacing(int slot) {
        if (frozen != null && frozen.sees(entries)) {
            frozen.beforeReplacing(slot);
        }
    }

    private void beforeChange(FrozenTable<V> view, int slot) {
        if (view.sees(entries)) {
            view.beforeReplacing(slot);
        } else {
            view.beforeChangeOf(key(slot), hashes[slot]);
        }
    }

    private int insert(Object key, int hash, int slot) {
        int free = slot;
        if (size >= hashes.length / 8 * MAX_EIGHTHS_USED) {
            resize(hashes.length * 2);
            free = freeSlot(hash);
        }
        beforeReplacing(free);
        entries[2 * free] = key;
        hashes[free] = hash;
        size++;
        return free;
    }

    private int freeSlot(int hash) {
        int slot = hash & mask;
        while (entries[2 * slot] != null) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void move(int from, int to) {
        beforeReplacing(to);
        entries[2 * to] = entries[2 * from];
        entries[2 * to + 1] = entries[2 * from + 1];
        hashes[to] = hashes[from];
    }

    private void resize(int slots) {
        @Nullable Object[] oldEntries = entries;
        int[] oldHashes = hashes;
        onResize(slots);
        allocate(slots);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldEntries[2 * i] != null) {
                int slot = freeSlot(oldHashes[i]);
                entries[2 * slot] = oldEntries[2 * i];
                entries[2 * slot + 1] = oldEntries[2 * i + 1];
                hashes[slot] = oldHashes[i];
                onMoved(i, slot);
            }
        }
    }

    private void allocate(int slots) {
        entries = new Object[2 * slots];
        hashes = new int[slots];
        mask = slots - 1;
    }
}
