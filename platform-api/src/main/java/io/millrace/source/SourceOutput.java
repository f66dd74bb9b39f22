package io.millrace.source;

import io.millrace.Experimental;

/**
 * Takes the records of a split.
 *
 * <p><b>Thread.</b> Valid only during the call that received it.
 *
 * @param <T> the type of the records
 */
@Experimental
public interface SourceOutput<T> {

    /** Emits a record whose timestamp the watermark strategy takes from its value. */
    void emit(T value);

    /** Emits a record; the watermark strategy may still take the timestamp from its value. */
    void emit(T value, long timestampMillis);

    /** Whether the reader has to return now. */
    boolean isFull();
}
