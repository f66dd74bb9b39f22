package io.millrace.function;

import java.io.Serializable;

/**
 * Makes one value of two. Associative and commutative: partial results of several tasks are combined in any order.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface ReduceFunction<T> extends Serializable {

    /** Combines two values without changing either; the result must not be null. */
    T reduce(T left, T right) throws Exception;
}
