package io.millrace.state;

import org.jspecify.annotations.Nullable;

/**
 * One value for each key that each added one is reduced into, by the function of the handle.
 *
 * <p><b>Thread.</b> Valid only inside the operator that declared it, for the key of the record or timer at hand.
 *
 * <p><b>Ownership.</b> A value in state is immutable, or is not changed after it was added.
 *
 * @param <T> the type of the values
 */
public interface ReducingState<T> {

    /** What the current key has come to, or null if nothing was added. */
    @Nullable
    T get();

    /**
     * Reduces a value into that of the current key. If the function fails, the state is as it was.
     *
     * @throws Exception that of the function
     */
    void add(T value) throws Exception;

    /** Forgets the value of the current key. */
    void clear();
}
