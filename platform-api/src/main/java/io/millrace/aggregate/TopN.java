package io.millrace.aggregate;

import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the greatest records.
 *
 * @param <T> the type of the records
 */
public final class TopN<T> implements CombinableAggregate<T, TopN.Accumulator<T>, List<T>> {

    private final int n;
    private final Comparator<? super T> order;

    TopN(int n, Comparator<? super T> order) {
        if (n < 1) {
            throw new IllegalArgumentException("Top-n keeps no record: n=" + n + "; use at least 1");
        }
        this.n = n;
        this.order = order;
    }

    @Override
    public Accumulator<T> create() {
        return new Accumulator<>(order);
    }

    @Override
    public Accumulator<T> add(Accumulator<T> accumulator, T value) {
        PriorityQueue<T> greatest = accumulator.smallestFirst;
        if (greatest.size() < n) {
            greatest.add(value);
        } else if (order.compare(value, greatest.element()) > 0) {
            greatest.poll();
            greatest.add(value);
        }
        return accumulator;
    }

    @Override
    public Accumulator<T> combine(Accumulator<T> into, Accumulator<T> other) {
        for (T value : other.smallestFirst) {
            add(into, value);
        }
        return into;
    }

    @Override
    public List<T> finish(Accumulator<T> accumulator) {
        List<T> result = new ArrayList<>(accumulator.smallestFirst);
        result.sort(order.reversed());
        return List.copyOf(result);
    }

    @Override
    public @Nullable TypeRef<?> resultType(@Nullable TypeRef<?> inputType) {
        return inputType == null ? null : TypeRef.parameterized(List.class, inputType);
    }

    @Override
    public @Nullable TypeRef<?> accumulatorType(@Nullable TypeRef<?> inputType) {
        return inputType == null ? null : TypeRef.parameterized(Accumulator.class, inputType);
    }

    /**
     * Accumulator of the greatest records.
     *
     * @param <T> the type of the records
     */
    public static final class Accumulator<T> {

        private final PriorityQueue<T> smallestFirst;

        private Accumulator(Comparator<? super T> order) {
            this.smallestFirst = new PriorityQueue<>(order);
        }
    }
}
