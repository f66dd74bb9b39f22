package io.millrace.aggregate;

import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        return new Accumulator<>();
    }

    @Override
    public Accumulator<T> add(Accumulator<T> accumulator, T value) {
        List<T> heap = accumulator.smallestFirst;
        if (heap.size() < n) {
            heap.add(value);
            moveUp(heap, value);
        } else if (order.compare(value, heap.get(0)) > 0) {
            moveDown(heap, value);
        }
        return accumulator;
    }

    /** Puts a value that is new at the end into its place. */
    private void moveUp(List<T> heap, T value) {
        int place = heap.size() - 1;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (order.compare(heap.get(parent), value) <= 0) {
                break;
            }
            heap.set(place, heap.get(parent));
            place = parent;
        }
        heap.set(place, value);
    }

    /** Puts a value into its place from the top on, where it replaces the smallest one. */
    private void moveDown(List<T> heap, T value) {
        int place = 0;
        int child = smallerChild(heap, place);
        while (child < heap.size() && order.compare(heap.get(child), value) < 0) {
            heap.set(place, heap.get(child));
            place = child;
            child = smallerChild(heap, place);
        }
        heap.set(place, value);
    }

    private int smallerChild(List<T> heap, int parent) {
        int left = 2 * parent + 1;
        int right = left + 1;
        return right < heap.size() && order.compare(heap.get(right), heap.get(left)) < 0 ? right : left;
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
     * Accumulator of the greatest records: a binary heap. The order is the aggregate's alone, so that an accumulator is
     * nothing but its records and can be kept and sent.
     *
     * @param <T> the type of the records
     */
    public static final class Accumulator<T> {

        private final List<T> smallestFirst = new ArrayList<>();

        private Accumulator() {}
    }
}
