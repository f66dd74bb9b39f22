package io.millrace.function;

import java.io.Serializable;

/**
 * Yields a floating-point number of a value.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface DoubleFunction<T> extends Serializable {

    /** The number. */
    double apply(T value) throws Exception;
}
