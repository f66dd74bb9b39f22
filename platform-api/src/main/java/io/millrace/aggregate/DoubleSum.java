package io.millrace.aggregate;

import io.millrace.function.DoubleFunction;

/** Adds up floating-point numbers. */
final class DoubleSum<T> extends DoubleAggregate<T> {

    DoubleSum(DoubleFunction<? super T> number) {
        super(number);
    }

    @Override
    public Double finish(DoubleAccumulator accumulator) {
        return accumulator.sum();
    }
}
