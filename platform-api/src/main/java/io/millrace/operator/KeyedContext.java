package io.millrace.operator;

import io.millrace.state.StateHandle;

/**
 * What a keyed step may use: key, state, timers and event time.
 *
 * <p><b>Thread.</b> Valid only during the call that received it.
 *
 * @param <K> the type of the key
 */
public interface KeyedContext<K> {

    /** Key of the record or timer at hand. */
    K key();

    /** State that the step declared, for this key. */
    <S> S state(StateHandle<S> handle);

    /** Timers of this key. */
    Timers timers();

    /** Event time of the record or timer at hand; of a processing-time timer the watermark, or 0 if there is none. */
    long timestampMillis();

    /** Watermark that the step has seen last. */
    long watermarkMillis();

    /** Processing time in milliseconds since 1970, read once for each batch; for processing-time timers. */
    long nowMillis();
}
