package io.millrace.worker.task;

import io.millrace.function.OutputTag;
import io.millrace.operator.Output;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.window.PartialOutput;
import java.util.Map;

/**
 * Output of one operator in one task.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class NodeOutput implements Output<Object>, PartialOutput {

    private final OperatorCounters counters;
    private final Overflow overflow;
    private Receiver main = Receiver.NOBODY;
    private Map<String, Receiver> sideOutputs = Map.of();

    NodeOutput(OperatorCounters counters, Overflow overflow) {
        this.counters = counters;
        this.overflow = overflow;
    }

    void connect(Receiver mainReceiver, Map<String, Receiver> sideReceivers) {
        this.main = mainReceiver;
        this.sideOutputs = sideReceivers;
    }

    @Override
    public void emit(Object value, long timestampMillis) {
        if (value == null) {
            throw nullEmitted();
        }
        counters.out();
        main.accept(value, timestampMillis);
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value, long timestampMillis) {
        if (value == null) {
            throw nullEmitted();
        }
        side(tag.name()).accept(value, timestampMillis);
    }

    @Override
    public void emitKeyed(Object key, int hash, Object value, long timestampMillis) {
        counters.out();
        main.acceptKeyed(key, hash, value, timestampMillis);
    }

    @Override
    public boolean isFull() {
        return overflow.isFull();
    }

    Receiver side(String name) {
        return sideOutputs.getOrDefault(name, Receiver.NOBODY);
    }

    private static NullPointerException nullEmitted() {
        return new NullPointerException("Function returned or emitted null, which is no record; "
                + "leave values out with filter or flatMap, or map to a value that stands for nothing");
    }
}
