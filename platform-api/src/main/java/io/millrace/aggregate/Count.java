package io.millrace.aggregate;

/** Counts records. */
final class Count<T> implements CombinableAggregate<T, LongAccumulator, Long> {

    @Override
    public LongAccumulator create() {
        return new LongAccumulator();
    }

    @Override
    public LongAccumulator add(LongAccumulator accumulator, T value) {
        accumulator.value++;
        return accumulator;
    }

    @Override
    public LongAccumulator combine(LongAccumulator into, LongAccumulator other) {
        into.value += other.value;
        return into;
    }

    @Override
    public Long finish(LongAccumulator accumulator) {
        return accumulator.value;
    }
}
