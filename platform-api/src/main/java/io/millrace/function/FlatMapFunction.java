package io.millrace.function;

import java.io.Serializable;

/**
 * Makes any number of values of one.
 *
 * @param <T> the type of the input
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {

    /** Emits the results of one value, in order; the emitter is valid only during the call. */
    void apply(T value, Emitter<R> out) throws Exception;
}
