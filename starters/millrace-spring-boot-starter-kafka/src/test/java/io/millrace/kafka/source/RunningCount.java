package io.millrace.kafka.source;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;

/** How often a word has come up to now, told each time. */
final class RunningCount implements KeyedProcess<String, String, String> {

    static final StateHandle<ValueState<Long>> COUNT = StateHandle.value("count", Long.class);

    @Override
    public void onRecord(String word, KeyedContext<String> context, Emitter<String> out) {
        ValueState<Long> count = context.state(COUNT);
        long next = count.getOr(0L) + 1;
        count.set(next);
        out.emit(word + "=" + next);
    }
}
