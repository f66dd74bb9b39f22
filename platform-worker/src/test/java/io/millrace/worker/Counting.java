package io.millrace.worker;

import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import java.util.ArrayList;
import java.util.List;

/** How many records of a key there have been up to now, told each time. */
final class Counting implements KeyedProcess<Long, Long, String> {

    static final StateHandle<ValueState<Long>> COUNT = StateHandle.value("count", Long.class);

    /** Each number of records of each of so many keys, beyond those that were told before. */
    static List<String> lines(int keys, long from, long to) {
        List<String> lines = new ArrayList<>();
        for (long key = 0; key < keys; key++) {
            for (long count = from + 1; count <= to; count++) {
                lines.add(key + ":" + count);
            }
        }
        return lines;
    }

    @Override
    public void onRecord(Long value, KeyedContext<Long> context, Emitter<String> out) {
        ValueState<Long> count = context.state(COUNT);
        long next = count.getOr(0L) + 1;
        count.set(next);
        out.emit(context.key() + ":" + next);
    }
}
