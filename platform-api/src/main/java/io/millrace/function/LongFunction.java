package io.millrace.function;

import java.io.Serializable;

/**
 * Yields a number of a value.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface LongFunction<T> extends Serializable {

    /** The number. */
    long apply(T value) throws Exception;
}
