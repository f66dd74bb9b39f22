package io.millrace.worker.operator;

import io.millrace.function.FilterFunction;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;

/** Operator of {@code filter}. */
public final class FilterOperator<T> implements Operator<T, T> {

    private final FilterFunction<T> function;
    private Output<T> out = Unopened.output();

    /** Makes the operator of a function. */
    public FilterOperator(FilterFunction<T> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<T> output) {
        out = output;
    }

    @Override
    public void onRecord(int input, T value, long timestampMillis) throws Exception {
        if (function.test(value)) {
            out.emit(value, timestampMillis);
        }
    }
}
