package io.millrace.worker.operator;

import io.millrace.function.MapFunction;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;

/** Operator of {@code map}. */
public final class MapOperator<T, R> implements Operator<T, R> {

    private final MapFunction<T, R> function;
    private Output<R> out = Unopened.output();

    /** Makes the operator of a function. */
    public MapOperator(MapFunction<T, R> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<R> output) {
        out = output;
    }

    @Override
    public void onRecord(int input, T value, long timestampMillis) throws Exception {
        out.emit(function.apply(value), timestampMillis);
    }
}
