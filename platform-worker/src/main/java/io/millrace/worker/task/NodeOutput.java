package io.millrace.worker.task;

import io.millrace.function.OutputTag;
import io.millrace.operator.Output;
import io.millrace.worker.exchange.Overflow;
import io.millrace.worker.window.PartialOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Output of one operator in one task.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class NodeOutput implements Output<Object>, PartialOutput {

    private final OperatorCounters counters;
    private final Overflow overflow;
    private final Taps.@Nullable Tap tap;
    private @Nullable TapListener listener;
    private long sideEmitted;
    private Receiver main = Receiver.NOBODY;
    private Map<String, Receiver> sideOutputs = Map.of();

    /**
     * Makes an output that leads nowhere.
     *
     * @param tap who listens to the main output, or null where what is emitted is not yet a result
     */
    NodeOutput(OperatorCounters counters, Overflow overflow, Taps.@Nullable Tap tap) {
        this.counters = counters;
        this.overflow = overflow;
        this.tap = tap;
    }

    void startCall() {
        if (tap != null) {
            listener = tap.current();
        }
    }

    void connect(Receiver mainReceiver, Map<String, Receiver> sideReceivers) {
        List<SideReceiver> counted = new ArrayList<>();
        Map<String, Receiver> byName = new HashMap<>();
        sideReceivers.forEach((name, receiver) -> {
            SideReceiver side = new SideReceiver(name, receiver);
            counted.add(side);
            byName.put(name, side);
        });
        counters.countSideOutputs(counted);
        this.main = mainReceiver;
        this.sideOutputs = byName;
    }

    @Override
    public void emit(Object value, long timestampMillis) {
        if (value == null) {
            throw nullEmitted();
        }
        counters.out();
        if (listener != null) {
            listener.onRecord(value, timestampMillis);
        }
        main.accept(value, timestampMillis);
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value, long timestampMillis) {
        if (value == null) {
            throw nullEmitted();
        }
        sideEmitted++;
        side(tag.name()).accept(value, timestampMillis);
    }

    /** Number of records emitted so far, to any output. */
    long emitted() {
        return counters.recordsOut() + sideEmitted;
    }

    @Override
    public void emitKeyed(Object key, int hash, Object value, long timestampMillis) {
        counters.out();
        main.acceptKeyed(key, hash, value, timestampMillis);
    }

    @Override
    public boolean takesRecords() {
        return main.isLocal();
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
