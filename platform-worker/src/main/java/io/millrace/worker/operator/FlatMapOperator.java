package io.millrace.worker.operator;

import io.millrace.function.FlatMapFunction;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;

/** Operator of {@code flatMap}. */
public final class FlatMapOperator<T, R> implements Operator<T, R> {

    private final FlatMapFunction<T, R> function;
    private Results<R> results = new Results<>(Unopened.output());

    /** Makes the operator of a function. */
    public FlatMapOperator(FlatMapFunction<T, R> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<R> output) {
        results = new Results<>(output);
    }

    @Override
    public void onRecord(int input, T value, long timestampMillis) throws Exception {
        function.apply(value, results.at(timestampMillis));
    }
}
