package io.millrace.function;

import java.io.Serializable;

/**
 * Makes one value of two; associative, so that partial results can be combined.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface ReduceFunction<T> extends Serializable {

    /** Combines two values without changing either. */
    T reduce(T left, T right) throws Exception;
}
