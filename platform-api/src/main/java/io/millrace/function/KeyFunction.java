package io.millrace.function;

import java.io.Serializable;

/**
 * Yields the key of a value. A pure function: the same value has the same key in every JVM.
 *
 * @param <T> the type of the values
 * @param <K> the type of the keys, one with a stable hash
 */
@FunctionalInterface
public interface KeyFunction<T, K> extends Serializable {

    /** The key of a value, never null. */
    K key(T value) throws Exception;
}
