package io.millrace.benchmark.flink.job;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Number of events. */
public final class Count<T> implements AggregateFunction<T, Long, Long> {

    @Override
    public Long createAccumulator() {
        return 0L;
    }

    @Override
    public Long add(T event, Long count) {
        return count + 1;
    }

    @Override
    public Long getResult(Long count) {
        return count;
    }

    @Override
    public Long merge(Long left, Long right) {
        return left + right;
    }
}
