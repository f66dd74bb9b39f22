package io.millrace.aggregate;

import io.millrace.function.DoubleFunction;

/** Arithmetic mean. */
final class Average<T> extends DoubleAggregate<T> {

    Average(DoubleFunction<? super T> number) {
        super(number);
    }

    @Override
    public Double finish(DoubleAccumulator accumulator) {
        return accumulator.average();
    }
}
