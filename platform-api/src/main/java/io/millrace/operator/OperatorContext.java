package io.millrace.operator;

import io.millrace.Experimental;
import io.millrace.state.StateHandle;

/**
 * What the engine lends to an operator: its place, the key at hand, state, timers and the time.
 *
 * <p><b>Thread.</b> Only for the calls of its operator.
 */
@Experimental
public interface OperatorContext {

    /** Name of the step. */
    String operatorName();

    /** Number of this task among those of the step, from 0. */
    int taskIndex();

    /** Number of tasks of the step. */
    int parallelism();

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

    /** Event-time timers of the key at hand. */
    Timers timers();

    /** Watermark that the operator has seen last. */
    long watermarkMillis();

    /** Processing time in milliseconds, read once for each batch. */
    long nowMillis();
}
