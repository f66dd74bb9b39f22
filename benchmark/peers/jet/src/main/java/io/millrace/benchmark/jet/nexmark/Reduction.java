package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.function.BiFunctionEx;
import com.hazelcast.jet.accumulator.MutableReference;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;

/** Aggregation of values to one of their kind. */
final class Reduction {

    private Reduction() {}

    /** Reduces by a function that is associative and commutative. */
    static <T> AggregateOperation1<T, MutableReference<T>, T> by(BiFunctionEx<T, T, T> function) {
        return AggregateOperation.withCreate(MutableReference<T>::new)
                .<T>andAccumulate((one, value) -> add(one, value, function))
                .andCombine((one, other) -> add(one, other.get(), function))
                .andExportFinish(MutableReference::get);
    }

    private static <T> void add(MutableReference<T> reference, T value, BiFunctionEx<T, T, T> function) {
        reference.set(reference.isNull() ? value : function.apply(reference.get(), value));
    }
}
