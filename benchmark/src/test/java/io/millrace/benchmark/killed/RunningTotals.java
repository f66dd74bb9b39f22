package io.millrace.benchmark.killed;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;

/** How often each word has been seen up to now, told each time. */
final class RunningTotals implements KeyedProcess<String, String, String> {

    static final StateHandle<ValueState<Long>> TOTAL = StateHandle.value("total", Long.class);

    @Override
    public void onRecord(String word, KeyedContext<String> context, Emitter<String> out) {
        ValueState<Long> total = context.state(TOTAL);
        long next = total.getOr(0L) + 1;
        total.set(next);
        out.emit(word + "\t" + next);
    }
}
