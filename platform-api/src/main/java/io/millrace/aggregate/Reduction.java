package io.millrace.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * Accumulator of a reduction.
 *
 * @param <T> the type of the values
 */
public final class Reduction<T> {

    @Nullable
    T value;

    Reduction() {}
}
