package io.millrace.stream;

import io.millrace.function.SinkFunction;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;

/** Sink of a function that all tasks share. */
final class FunctionSink<T> implements Sink<T> {

    private final SinkFunction<T> function;

    FunctionSink(SinkFunction<T> function) {
        this.function = function;
    }

    @Override
    public SinkWriter<T> open(int taskIndex, int parallelism) {
        return (value, timestampMillis) -> function.accept(value);
    }
}
