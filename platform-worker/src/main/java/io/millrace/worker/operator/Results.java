package io.millrace.worker.operator;

import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.Output;

/** Emitter of user functions: gives each result the timestamp of the record or timer at hand. */
final class Results<R> implements Emitter<R> {

    private final Output<R> out;
    private long timestampMillis;

    Results(Output<R> out) {
        this.out = out;
    }

    Results<R> at(long millis) {
        timestampMillis = millis;
        return this;
    }

    long timestampMillis() {
        return timestampMillis;
    }

    @Override
    public void emit(R value) {
        out.emit(value, timestampMillis);
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value) {
        out.emit(tag, value, timestampMillis);
    }
}
