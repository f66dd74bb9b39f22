package io.millrace.function;

/**
 * Takes the results of user code, with the event time of the record or timer that is being processed.
 *
 * <p><b>Contract.</b> Emitting never blocks and never fails for lack of room: what the channels cannot take waits in the
 * task, which takes no further input until it is gone. Only what one call emits is unbounded.
 *
 * <p><b>Thread.</b> Valid only during the call that received it, on its thread.
 *
 * <p><b>Ownership.</b> What is emitted belongs to the topology and is never changed again.
 *
 * @param <R> the type of the results
 */
public interface Emitter<R> {

    /** Emits a result. */
    void emit(R value);

    /** Emits to a side output; a side output that nobody reads takes nothing. */
    <S> void emit(OutputTag<S> tag, S value);
}
