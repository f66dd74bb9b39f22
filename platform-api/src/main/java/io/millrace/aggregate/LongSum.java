package io.millrace.aggregate;

import io.millrace.function.LongFunction;

/** Adds up whole numbers. */
final class LongSum<T> implements CombinableAggregate<T, LongAccumulator, Long> {

    private final LongFunction<? super T> number;

    LongSum(LongFunction<? super T> number) {
        this.number = number;
    }

    @Override
    public LongAccumulator create() {
        return new LongAccumulator();
    }

    @Override
    public LongAccumulator add(LongAccumulator accumulator, T value) throws Exception {
        accumulator.value = Math.addExact(accumulator.value, number.apply(value));
        return accumulator;
    }

    @Override
    public LongAccumulator combine(LongAccumulator into, LongAccumulator other) {
        into.value = Math.addExact(into.value, other.value);
        return into;
    }

    @Override
    public Long finish(LongAccumulator accumulator) {
        return accumulator.value;
    }
}
