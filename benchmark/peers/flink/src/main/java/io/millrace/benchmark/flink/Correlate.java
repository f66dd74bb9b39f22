package io.millrace.benchmark.flink;

import io.millrace.benchmark.workload.FirmInput;
import io.millrace.benchmark.workload.FirmLatency;
import io.millrace.benchmark.workload.FirmMessage;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the time of a request until its response comes, or can no longer come in time. The timer of a request that was
 * answered is deleted, which costs less than to let it fire into nothing.
 */
final class Correlate extends KeyedProcessFunction<Long, FirmMessage, FirmLatency> {

    private transient @Nullable ValueState<Long> requests;

    @Override
    public void open(OpenContext context) {
        requests = getRuntimeContext().getState(new ValueStateDescriptor<>("request", Types.LONG));
    }

    @Override
    public void processElement(FirmMessage message, Context context, Collector<FirmLatency> out) throws Exception {
        ValueState<Long> state = requests();
        if (!message.isResponse()) {
            state.update(message.timestampMillis());
            context.timerService().registerEventTimeTimer(message.timestampMillis() + FirmInput.PATIENCE_MILLIS);
            return;
        }
        Long requestMillis = state.value();
        if (requestMillis != null) {
            state.clear();
            context.timerService().deleteEventTimeTimer(requestMillis + FirmInput.PATIENCE_MILLIS);
            FirmLatency latency = FirmLatency.of(requestMillis, message);
            if (latency != null) {
                out.collect(latency);
            }
        }
    }

    @Override
    public void onTimer(long timestampMillis, OnTimerContext context, Collector<FirmLatency> out) throws Exception {
        requests().clear();
    }

    private ValueState<Long> requests() {
        ValueState<Long> state = requests;
        if (state == null) {
            throw new IllegalStateException("Function was not opened");
        }
        return state;
    }
}
