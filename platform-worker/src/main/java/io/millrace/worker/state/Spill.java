package io.millrace.worker.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Store of the entries of one table, beside the heap.
 *
 * <p><b>Contract.</b> What is stored is written at once or when more has come together, but is seen by every later call. A
 * value that has been stored may be changed by the caller, and one that was loaded belongs to it.
 *
 * <p><b>Thread.</b> Owned by one task; a frozen view is written by another thread.
 *
 * @param <V> the type of the values
 */
public interface Spill<V> {

    /**
     * The value of a key, as a new object, or null if it has none.
     *
     * @throws StateStoreError if the store fails, as does every other method
     */
    @Nullable
    V load(Object key, int hash);

    /** Sets the value of a key. */
    void store(Object key, int hash, V value);

    /** Removes a key. */
    void delete(Object key, int hash);

    /** The next entries in the order of the store, a bounded number, from the first one behind a key; none at the end. */
    List<Entry<V>> page(@Nullable Entry<V> behind);

    /** Freezes what has been stored: so many entries. */
    KeyedPart.Frozen freeze(long namespace, long entries, KeyedPart.EntrySink<? super V> sink);

    /** Removes all keys. */
    void clear();

    /**
     * An entry.
     *
     * @param key the key
     * @param hash its stable hash
     * @param value its value
     * @param <V> the type of the values
     */
    record Entry<V>(Object key, int hash, V value) {}
}
