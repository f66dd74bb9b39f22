package io.millrace.aggregate;

import io.millrace.function.ReduceFunction;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/** Reduces records to one of their kind. */
final class Reduce<T> implements CombinableAggregate<T, Reduction<T>, T> {

    private final ReduceFunction<T> function;

    Reduce(ReduceFunction<T> function) {
        this.function = function;
    }

    @Override
    public Reduction<T> create() {
        return new Reduction<>();
    }

    @Override
    public Reduction<T> add(Reduction<T> accumulator, T value) throws Exception {
        T current = accumulator.value;
        accumulator.value = current == null ? value : reduced(current, value);
        return accumulator;
    }

    @Override
    public Reduction<T> combine(Reduction<T> into, Reduction<T> other) throws Exception {
        return other.value == null ? into : add(into, other.value);
    }

    /** Null would make the accumulator look empty, and lose what it held. */
    private T reduced(T left, T right) throws Exception {
        @Nullable T result = function.reduce(left, right);
        if (result == null) {
            throw new NullPointerException("Reduce function returned null: left=" + left + ", right=" + right
                    + "; return a value of the same type");
        }
        return result;
    }

    @Override
    public T finish(Reduction<T> accumulator) {
        T value = accumulator.value;
        if (value == null) {
            throw new IllegalStateException("Reduction has no value; finish needs at least one record");
        }
        return value;
    }

    @Override
    public @Nullable TypeRef<?> resultType(@Nullable TypeRef<?> inputType) {
        return inputType;
    }

    @Override
    public @Nullable TypeRef<?> accumulatorType(@Nullable TypeRef<?> inputType) {
        return inputType == null ? null : TypeRef.parameterized(Reduction.class, inputType);
    }
}
