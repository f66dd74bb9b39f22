package io.millrace.aggregate;

import io.millrace.function.DoubleFunction;

/** What sum and mean of floating-point numbers share. */
abstract class DoubleAggregate<T> implements CombinableAggregate<T, DoubleAccumulator, Double> {

    private final DoubleFunction<? super T> number;

    DoubleAggregate(DoubleFunction<? super T> number) {
        this.number = number;
    }

    @Override
    public final DoubleAccumulator create() {
        return new DoubleAccumulator();
    }

    @Override
    public final DoubleAccumulator add(DoubleAccumulator accumulator, T value) throws Exception {
        accumulator.add(number.apply(value));
        return accumulator;
    }

    @Override
    public final DoubleAccumulator combine(DoubleAccumulator into, DoubleAccumulator other) {
        into.add(other);
        return into;
    }
}
