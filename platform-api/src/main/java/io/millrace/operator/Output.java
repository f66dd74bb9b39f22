package io.millrace.operator;

import io.millrace.Experimental;
import io.millrace.function.OutputTag;

/**
 * Where an operator puts its results.
 *
 * <p><b>Contract.</b> {@code emit} always takes the record and never blocks. While {@link #isFull} is true, what emits in
 * bulk must stop; what was emitted all the same waits in the task.
 *
 * <p><b>Ownership.</b> What is emitted is never changed again: consumers in the same process share it.
 *
 * @param <O> the type of the main output
 */
@Experimental
public interface Output<O> {

    /** Emits a record. */
    void emit(O value, long timestampMillis);

    /** Emits to a side output; one that nobody reads takes nothing. */
    <S> void emit(OutputTag<S> tag, S value, long timestampMillis);

    /** Whether a channel of this task can take no more for now. */
    boolean isFull();
}
