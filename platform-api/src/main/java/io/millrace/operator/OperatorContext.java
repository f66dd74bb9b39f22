package io.millrace.operator;

import io.millrace.Experimental;
import io.millrace.state.StateHandle;

/**
 * What the engine lends to an operator: its place, the key at hand, state, timers and the time.
 *
 * <p><b>Thread.</b> Only for the calls of its operator, but for {@link #wakeUp} and {@link #trouble}.
 */
@Experimental
public interface OperatorContext extends TaskContext {

    /**
     * Key of the record or timer at hand.
     *
     * @throws IllegalStateException if the input is not keyed
     */
    Object key();

    /** Stable hash of {@link #key}. */
    int keyHash();

    /** Keyed state that the step declared. */
    <S> S state(StateHandle<S> handle);

    /** Timers of the key at hand. */
    Timers timers();

    /** Watermark that the operator has seen last. */
    long watermarkMillis();

    /** Processing time in milliseconds, read once for each batch. */
    @Override
    long nowMillis();

    /**
     * Asks for {@link Operator#onTime} soon, whatever {@link Operator#wakeAtMillis} says; for an operator that gets results
     * from elsewhere. An event that the operator has left unfinished is gone on with before. Several requests may be met by
     * one call. There is none after {@link Operator#onEnd} is through, or after {@link Operator#close}.
     *
     * <p><b>Thread.</b> May be called by any thread, and does not block. What the thread did before is seen by the call.
     */
    void wakeUp();
}
