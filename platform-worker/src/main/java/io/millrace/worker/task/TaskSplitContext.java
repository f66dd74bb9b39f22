package io.millrace.worker.task;

import io.millrace.source.SplitContext;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a reader may use.
 *
 * @param place which task it is in
 * @param isNewSplit whether all records of the split are yet to be read
 */
record TaskSplitContext(Place place, boolean isNewSplit) implements SplitContext {

    @Override
    public String topology() {
        return place.topology;
    }

    @Override
    public String operatorName() {
        return place.operator;
    }

    @Override
    public int taskIndex() {
        return place.taskIndex;
    }

    @Override
    public int parallelism() {
        return place.parallelism;
    }

    @Override
    public long nowMillis() {
        return place.clockMillis.getAsLong();
    }

    @Override
    public void trouble(@Nullable String reason) {
        place.counters.trouble(reason);
    }

    @Override
    public void wakeUp() {
        place.waker.wake();
    }

    /** A task of a source, and what it lends to its readers. */
    record Place(
            String topology,
            String operator,
            int taskIndex,
            int parallelism,
            LongSupplier clockMillis,
            OperatorCounters counters,
            TaskWaker waker) {}
}
