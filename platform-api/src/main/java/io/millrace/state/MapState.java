package io.millrace.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map for each key.
 *
 * <p><b>Thread.</b> Valid only inside the operator that declared it, for the key of the record or timer at hand.
 *
 * <p><b>Ownership.</b> What is in state is immutable, or is not changed after it was put in. The keys of the map are equal by
 * content, so arrays are no keys.
 *
 * @param <K> the type of the keys of the map
 * @param <V> the type of its values
 */
public interface MapState<K, V> {

    /** The value under a key of the map, or null if there is none. */
    @Nullable
    V get(K mapKey);

    /** Whether there is a value under a key of the map. */
    boolean contains(K mapKey);

    /** Puts a value under a key of the map, in place of another; does not copy the rest. */
    void put(K mapKey, V value);

    /** Removes a key of the map; yields the value that was there, or null. */
    @Nullable
    V remove(K mapKey);

    /**
     * The entries of the current key, in the order in which their keys came in. An entry never changes; walking over them
     * ends with a {@link java.util.ConcurrentModificationException} if keys are put in or removed meanwhile. Valid only for
     * the call at hand.
     */
    Iterable<Map.Entry<K, V>> entries();

    /** Whether the current key has no entries. */
    boolean isEmpty();

    /** Forgets all entries of the current key. */
    void clear();
}
