package io.millrace.function;

import java.io.Serializable;

/**
 * Makes one value of another.
 *
 * @param <T> the type of the input
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface MapFunction<T, R> extends Serializable {

    /** Maps a value; the result must not be null (use a filter or a flatMap to leave values out). */
    R apply(T value) throws Exception;
}
