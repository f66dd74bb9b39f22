package io.millrace.function;

import java.io.Serializable;

/**
 * Takes one result out of the topology.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface SinkFunction<T> extends Serializable {

    /** Takes a value. */
    void accept(T value) throws Exception;
}
