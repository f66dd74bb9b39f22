package io.millrace.worker.task;

import io.millrace.function.OutputTag;
import io.millrace.operator.Timers;
import io.millrace.state.StateHandle;
import io.millrace.time.EventTime;
import io.millrace.topology.Step;
import io.millrace.topology.StepSpec;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.state.KeyAtHand;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.state.KeyedStates;
import io.millrace.worker.state.TimerQueue;
import io.millrace.worker.window.WindowContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one operator in one task may use.
 *
 * <p><b>Thread.</b> Owned by the task, but for {@link #wakeUp} and {@link #trouble}.
 */
final class NodeContext implements WindowContext, Timers {

    private static final Logger log = LoggerFactory.getLogger(NodeContext.class);

    private final String topology;
    private final Step step;
    private final int taskIndex;
    private final int parallelism;
    private final OperatorCounters counters;
    private final NodeOutput output;
    private final KeyAtHand keyAtHand = new KeyAtHand();
    private final KeyTables tables;
    private final KeyedStates states;
    private final TimerQueue timers = new TimerQueue("timers:event");
    private final TimerQueue processingTimers = new TimerQueue("timers:processing");
    private long watermarkMillis = EventTime.NO_WATERMARK;
    private long nowMillis;
    private boolean isEnding;
    private final Waker waker;
    private volatile boolean isWoken;
    private volatile boolean isClosed;

    NodeContext(ChainNode.Place place, OperatorCounters counters, NodeOutput output) {
        this.topology = place.desk().topology();
        this.tables = place.tables();
        this.waker = place.waker();
        this.step = place.planned().step();
        this.taskIndex = place.taskIndex();
        this.parallelism = place.planned().stage().parallelism();
        this.counters = counters;
        this.output = output;
        this.states = new KeyedStates(step.spec().states(), keyAtHand, tables);
    }

    void select(Object key, int hash) {
        keyAtHand.set(key, hash);
    }

    void deselect() {
        keyAtHand.clear();
    }

    void watermarkMillis(long millis) {
        watermarkMillis = millis;
        counters.watermark(millis);
    }

    /** The stream is ending: a timer that sets itself anew would go on for ever. */
    void startEnding() {
        isEnding = true;
    }

    void nowMillis(long millis) {
        nowMillis = millis;
        tables.startCall();
        states.startCall(millis);
    }

    /** Whether somebody has asked for a call and has not got it. */
    boolean isWoken() {
        return isWoken;
    }

    /** The call that was asked for begins; forgotten before it, so that who asks meanwhile gets another one. */
    void startWoken() {
        if (isWoken) {
            isWoken = false;
        }
    }

    void close() {
        isClosed = true;
    }

    /** Everything keyed that is kept for the operator by its context. */
    List<KeyedPart<?>> parts() {
        List<KeyedPart<?>> parts = new ArrayList<>(states.parts());
        parts.add(timers);
        parts.add(processingTimers);
        return parts;
    }

    /** The states that the operator declares. */
    List<KeyedPart<?>> stateParts() {
        return states.parts();
    }

    TimerQueue timerQueue() {
        return timers;
    }

    TimerQueue processingTimers() {
        return processingTimers;
    }

    @Override
    public String topology() {
        return topology;
    }

    @Override
    public void trouble(@Nullable String reason) {
        counters.trouble(reason);
    }

    @Override
    public String operatorName() {
        return step.name();
    }

    @Override
    public int taskIndex() {
        return taskIndex;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public Object key() {
        return keyAtHand.key();
    }

    @Override
    public int keyHash() {
        return keyAtHand.hash();
    }

    @Override
    public <S> S state(StateHandle<S> handle) {
        return states.state(handle);
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public long watermarkMillis() {
        return watermarkMillis;
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public void wakeUp() {
        if (!isClosed) {
            isWoken = true;
            waker.wake();
        }
    }

    @Override
    public void set(long timestampMillis) {
        if (isEnding) {
            return;
        }
        timers.set(key(), keyHash(), timestampMillis);
    }

    @Override
    public void clear(long timestampMillis) {
        timers.clear(key(), keyHash(), timestampMillis);
    }

    @Override
    public void setProcessing(long timeMillis) {
        processingTimers.set(key(), keyHash(), timeMillis);
    }

    @Override
    public void clearProcessing(long timeMillis) {
        processingTimers.clear(key(), keyHash(), timeMillis);
    }

    @Override
    public void late(Object value, long timestampMillis) {
        lateCombined(1);
        OutputTag<?> tag = lateOutput();
        if (tag != null) {
            output.side(tag.name()).accept(value, timestampMillis);
        }
    }

    @Override
    public void lateCombined(int records) {
        boolean isFirst = counters.late(records) == records;
        if (isFirst && lateOutput() == null) {
            log.warn(
                    "Records come too late for their windows and are only counted: operator={}, task={}, watermark={};"
                            + " allow more disorder or lateness, or read them with lateRecordsTo",
                    step.name(),
                    taskIndex,
                    watermarkMillis);
        }
    }

    private @Nullable OutputTag<?> lateOutput() {
        return step.spec() instanceof StepSpec.WindowAggregate window ? window.lateRecords() : null;
    }
}
