package io.millrace.worker.window;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.CombinableAggregate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds up numbers in accumulators that are changed in place; refuses some of them. */
class Totals implements Aggregate<Integer, Totals.Total, String> {

    static final int REFUSED = 13;

    @Override
    public Total create() {
        return new Total();
    }

    @Override
    public Total add(Total total, Integer value) {
        if (value == REFUSED) {
            throw new IllegalArgumentException("unlucky");
        }
        total.sum += value;
        total.count++;
        return total;
    }

    @Override
    public String finish(Total total) {
        return total.toString();
    }

    /** A copy of what a part tells, as a codec would make. */
    static Object copy(Object value) {
        if (value instanceof Total total) {
            return total.copy();
        }
        if (value instanceof SessionValue<?> session) {
            return new SessionValue<>(session.endMillis(), copyPane(session.pane()));
        }
        return copyPane((PaneValue<?>) value);
    }

    private static PaneValue<Object> copyPane(PaneValue<?> pane) {
        Object accumulator = pane.accumulator();
        return new PaneValue<>(
                accumulator == null ? null : copy(accumulator),
                pane.firings(),
                pane.recordsSinceFiring(),
                pane.isQueuedEarly());
    }

    /** The same, and can be combined. */
    static final class Combined extends Totals implements CombinableAggregate<Integer, Total, String> {

        @Override
        public Total combine(Total into, Total other) {
            into.sum += other.sum;
            into.count += other.count;
            return into;
        }
    }

    /** The accumulator. */
    static final class Total {

        private long sum;
        private int count;

        Total copy() {
            Total copy = new Total();
            copy.sum = sum;
            copy.count = count;
            return copy;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Total that && sum == that.sum && count == that.count;
        }

        @Override
        public int hashCode() {
            return Objects.hash(sum, count);
        }

        @Override
        public String toString() {
            return sum + "/" + count;
        }
    }
}
