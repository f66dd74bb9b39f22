package io.millrace.operator;

import io.millrace.function.Emitter;
import java.io.Serializable;

/**
 * Free-form step on a keyed stream, with state and timers of the key at hand.
 *
 * <p><b>Thread.</b> One instance serves all tasks at once: it keeps everything in declared state, nothing in fields.
 *
 * @param <K> the type of the key
 * @param <T> the type of the input
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface KeyedProcess<K, T, R> extends Serializable {

    /** Takes a record. */
    void onRecord(T value, KeyedContext<K> context, Emitter<R> out) throws Exception;

    /** Takes an event-time timer that an earlier call set for this key. */
    default void onTimer(long timestampMillis, KeyedContext<K> context, Emitter<R> out) throws Exception {}

    /** Takes a processing-time timer that an earlier call set for this key. Results get the time of the watermark. */
    default void onProcessingTimer(long timeMillis, KeyedContext<K> context, Emitter<R> out) throws Exception {}
}
