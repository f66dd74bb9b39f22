package io.millrace.function;

import java.io.Serializable;

/**
 * Decides which values stay.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface FilterFunction<T> extends Serializable {

    /** Whether the value stays. */
    boolean test(T value) throws Exception;
}
