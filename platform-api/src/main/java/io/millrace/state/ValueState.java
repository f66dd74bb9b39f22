package io.millrace.state;

import org.jspecify.annotations.Nullable;

/**
 * One value for each key.
 *
 * <p><b>Thread.</b> Valid only inside the operator that declared it, for the key of the record or timer at hand.
 *
 * <p><b>Ownership.</b> A value in state is immutable, or is not changed after it was set.
 *
 * @param <T> the type of the value
 */
public interface ValueState<T> {

    /** The value of the current key, or null if there is none. */
    @Nullable
    T get();

    /** The value of the current key, or {@code absent} if there is none. */
    default T getOr(T absent) {
        T value = get();
        return value == null ? absent : value;
    }

    /** Sets the value of the current key. */
    void set(T value);

    /** Forgets the value of the current key; a key without state and timers leaves no memory behind. */
    void clear();
}
