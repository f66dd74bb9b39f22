package io.millrace.function;

import java.io.Serializable;

/**
 * Yields the event time of a value.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface TimestampFunction<T> extends Serializable {

    /** Event time in milliseconds since 1970-01-01T00:00Z. */
    long timestampMillis(T value) throws Exception;
}
