package io.millrace.worker.operator;

import io.millrace.function.OutputTag;
import io.millrace.operator.Output;

/** Output of an operator that has not been opened: emitting to it is a mistake of the engine. */
public final class Unopened implements Output<Object> {

    private static final Unopened INSTANCE = new Unopened();

    private Unopened() {}

    /** The output of an operator that has not been opened. */
    public static <O> Output<O> output() {
        return Erased.as(INSTANCE);
    }

    @Override
    public void emit(Object value, long timestampMillis) {
        throw new IllegalStateException("Operator has not been opened: value=" + value);
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value, long timestampMillis) {
        emit(value, timestampMillis);
    }

    @Override
    public boolean isFull() {
        return true;
    }
}
