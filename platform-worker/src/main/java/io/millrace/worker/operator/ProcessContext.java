package io.millrace.worker.operator;

import io.millrace.operator.KeyedContext;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.operator.Timers;
import io.millrace.state.StateHandle;
import io.millrace.time.EventTime;

/** What a keyed step of the DSL sees: the operator's context, with the record's time, and the emitter of its results. */
final class ProcessContext<K, R> implements KeyedContext<K> {

    private final OperatorContext context;
    private final Results<R> results;

    ProcessContext(OperatorContext context, Output<R> output) {
        this.context = context;
        this.results = new Results<>(output);
    }

    Results<R> at(long timestampMillis) {
        return results.at(timestampMillis);
    }

    /** For what has no event time of its own: the watermark, as far as it is a time that records may have. */
    Results<R> atWatermark() {
        return at(Math.max(EventTime.MIN_MILLIS, Math.min(EventTime.MAX_MILLIS, context.watermarkMillis())));
    }

    @Override
    public K key() {
        return Erased.as(context.key());
    }

    @Override
    public <S> S state(StateHandle<S> handle) {
        return context.state(handle);
    }

    @Override
    public Timers timers() {
        return context.timers();
    }

    @Override
    public long timestampMillis() {
        return results.timestampMillis();
    }

    @Override
    public long watermarkMillis() {
        return context.watermarkMillis();
    }

    @Override
    public long nowMillis() {
        return context.nowMillis();
    }
}
