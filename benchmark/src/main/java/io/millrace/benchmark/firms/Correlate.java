package io.millrace.benchmark.firms;

import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.FirmMessage;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;

/** Keeps the time of a request until its response comes, or can no longer come in time. */
final class Correlate implements KeyedProcess<Long, FirmMessage, FirmLatency> {

    static final StateHandle<ValueState<Long>> REQUEST = StateHandle.value("request", Long.class);

    /** A timer may fire before records of its own time have come, so it is set for the first time that is too late. */
    private static final long FORGET_MILLIS = FirmInput.PATIENCE_MILLIS + 1;

    @Override
    public void onRecord(FirmMessage message, KeyedContext<Long> context, Emitter<FirmLatency> out) {
        ValueState<Long> request = context.state(REQUEST);
        if (!message.isResponse()) {
            request.set(message.timestampMillis());
            context.timers().set(message.timestampMillis() + FORGET_MILLIS);
            return;
        }
        Long requestMillis = request.get();
        if (requestMillis != null) {
            request.clear();
            context.timers().clear(requestMillis + FORGET_MILLIS);
            FirmLatency latency = FirmLatency.of(requestMillis, message);
            if (latency != null) {
                out.emit(latency);
            }
        }
    }

    @Override
    public void onTimer(long timestampMillis, KeyedContext<Long> context, Emitter<FirmLatency> out) {
        context.state(REQUEST).clear();
    }
}
