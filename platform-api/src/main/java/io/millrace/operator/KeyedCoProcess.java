package io.millrace.operator;

import io.millrace.function.Emitter;
import java.io.Serializable;

/**
 * Free-form step on two streams with the same key, which share state and timers. It cannot choose which input to read:
 * a side that must wait for the other waits in state.
 *
 * <p><b>Thread.</b> One instance serves all tasks at once: it keeps everything in declared state, nothing in fields.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left input
 * @param <B> the type of the right input
 * @param <R> the type of the results
 */
public interface KeyedCoProcess<K, A, B, R> extends Serializable {

    /** Takes a record of the left input. */
    void onLeft(A value, KeyedContext<K> context, Emitter<R> out) throws Exception;

    /** Takes a record of the right input. */
    void onRight(B value, KeyedContext<K> context, Emitter<R> out) throws Exception;

    /** Takes an event-time timer that an earlier call set for this key. */
    default void onTimer(long timestampMillis, KeyedContext<K> context, Emitter<R> out) throws Exception {}

    /** Takes a processing-time timer that an earlier call set for this key. Results get the time of the watermark. */
    default void onProcessingTimer(long timeMillis, KeyedContext<K> context, Emitter<R> out) throws Exception {}
}
