package io.millrace.aggregate;

import io.millrace.function.DoubleFunction;
import io.millrace.function.LongFunction;
import io.millrace.function.ReduceFunction;
import java.util.Comparator;
import java.util.List;

/** Aggregates that most topologies need. All of them can be combined. */
public final class Aggregates {

    private Aggregates() {}

    /** Number of records. */
    public static <T> CombinableAggregate<T, LongAccumulator, Long> count() {
        return new Count<>();
    }

    /** Sum of whole numbers; an overflow fails instead of wrapping around. */
    public static <T> CombinableAggregate<T, LongAccumulator, Long> sum(LongFunction<? super T> number) {
        return new LongSum<>(number);
    }

    /** Sum of floating-point numbers, compensated for rounding errors. */
    public static <T> CombinableAggregate<T, DoubleAccumulator, Double> sumDouble(DoubleFunction<? super T> number) {
        return new DoubleSum<>(number);
    }

    /** Arithmetic mean, compensated for rounding errors. */
    public static <T> CombinableAggregate<T, DoubleAccumulator, Double> average(DoubleFunction<? super T> number) {
        return new Average<>(number);
    }

    /** Smallest record; which of equal ones is not determined, unless the order is total. */
    public static <T> CombinableAggregate<T, Reduction<T>, T> min(Comparator<? super T> order) {
        return new Reduce<>((left, right) -> order.compare(left, right) <= 0 ? left : right);
    }

    /** Greatest record; which of equal ones is not determined, unless the order is total. */
    public static <T> CombinableAggregate<T, Reduction<T>, T> max(Comparator<? super T> order) {
        return new Reduce<>((left, right) -> order.compare(left, right) >= 0 ? left : right);
    }

    /** Records reduced to one by a function that is associative and commutative. */
    public static <T> CombinableAggregate<T, Reduction<T>, T> reduce(ReduceFunction<T> function) {
        return new Reduce<>(function);
    }

    /**
     * The {@code n} greatest records, greatest first.
     *
     * @param order a total order, if which of equal records stays must not depend on their order of arrival
     */
    public static <T> CombinableAggregate<T, TopN.Accumulator<T>, List<T>> topN(int n, Comparator<? super T> order) {
        return new TopN<>(n, order);
    }
}
