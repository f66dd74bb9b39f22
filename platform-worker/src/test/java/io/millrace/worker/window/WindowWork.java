package io.millrace.worker.window;

import io.millrace.function.OutputTag;
import io.millrace.operator.Output;
import io.millrace.partition.StableHash;
import io.millrace.time.EventTime;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.worker.operator.Erased;
import io.millrace.worker.state.EntryLog;
import io.millrace.worker.state.Keeping;
import io.millrace.worker.state.KeyTables;
import io.millrace.worker.state.KeyedPart;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** An operator of windows at work: random records, watermarks and times, and what comes of them, step by step. */
final class WindowWork implements Output<Object> {

    private static final int MANY_KEYS = 800;
    private static final int FEW_KEYS = 12;

    private final StepSpec.WindowAggregate step;
    private final boolean isTwoStage;
    private final KeyTables tables;
    private final KeyedOperator operator;
    private final List<String> results = new ArrayList<>();
    private final List<String> ofStep = new ArrayList<>();
    private long watermarkMillis;
    private long nowMillis;

    WindowWork(StepSpec.WindowAggregate step, boolean mayBeTwoStage, KeyTables tables) {
        this(step, mayBeTwoStage && step.isTwoStage(), tables, EventTime.NO_WATERMARK, 1_000_000);
    }

    WindowWork(
            StepSpec.WindowAggregate step, boolean isTwoStage, KeyTables tables, long watermarkMillis, long nowMillis) {
        this.tables = tables;
        this.step = step;
        this.isTwoStage = isTwoStage;
        this.watermarkMillis = watermarkMillis;
        this.nowMillis = nowMillis;
        this.operator = (KeyedOperator) WindowOperators.keeping(step, TypeRef.of(Integer.class), tables);
        try {
            operator.open(context(), this);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    boolean isTwoStage() {
        return isTwoStage;
    }

    long watermarkMillis() {
        return watermarkMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    List<String> results() {
        return results;
    }

    void forgetResults() {
        results.clear();
    }

    KeyedPart<Object> part() {
        return Erased.as(((Keeping) operator).parts().get(0));
    }

    void restore(List<EntryLog.Entry<Object>> entries) {
        part().expect(entries.size());
        entries.forEach(entry -> part().restore(entry.namespace(), entry.key(), entry.hash(), entry.value()));
    }

    void barrier() throws Exception {
        endBatch();
        if (!operator.onBarrier(1)) {
            throw new AssertionError("Output has room");
        }
    }

    /** Lets early firings come that have been waited for. */
    void fireEarly() throws Exception {
        time(100);
    }

    /** Does so many random things; the others do the same. */
    void run(Random random, int steps, List<WindowWork> others) throws Exception {
        int keys = random.nextBoolean() ? MANY_KEYS : FEW_KEYS;
        for (int i = 0; i < steps; i++) {
            int kind = random.nextInt(100);
            if (kind < 90) {
                String key = "key" + random.nextInt(keys);
                long timestamp = Math.max(watermarkMillis, 0) + random.nextInt(60) - (random.nextInt(3) == 0 ? 30 : 0);
                int value = random.nextInt(40);
                record(key, value, timestamp);
                for (WindowWork other : others) {
                    other.record(key, value, timestamp);
                }
            } else if (kind < 95) {
                int millis = random.nextInt(8);
                time(millis);
                for (WindowWork other : others) {
                    other.time(millis);
                }
            } else {
                long next = Math.max(watermarkMillis, 0) + random.nextInt(25);
                watermark(next);
                for (WindowWork other : others) {
                    other.watermark(next);
                }
            }
        }
    }

    void end(List<WindowWork> others) throws Exception {
        watermark(EventTime.END);
        for (WindowWork other : others) {
            other.watermark(EventTime.END);
        }
    }

    private void record(String key, int value, long timestampMillis) {
        try {
            operator.onRecord(key, StableHash.of(key), recordOf(value), timestampMillis);
        } catch (Exception e) {
            ofStep.add("refused " + key);
        }
    }

    private Object recordOf(int value) throws Exception {
        if (!isTwoStage || value == Totals.REFUSED) {
            return value;
        }
        Accumulation accumulation = new Accumulation(Erased.as(step.aggregate()), null);
        Partial<Object> partial = new Partial<>(accumulation.create());
        partial.add(accumulation, value);
        return partial;
    }

    private void time(int millis) throws Exception {
        endBatch();
        nowMillis += millis;
        while (operator.wakeAtMillis() <= nowMillis && !operator.onTime(nowMillis)) {
            tables.startCall();
        }
        endBatch();
    }

    private void watermark(long millis) throws Exception {
        endBatch();
        while (!operator.onWatermark(millis)) {
            tables.startCall();
        }
        watermarkMillis = millis;
        endBatch();
    }

    /** Results of one step come in any order. */
    private void endBatch() throws Exception {
        operator.onBatchEnd();
        Collections.sort(ofStep);
        results.addAll(ofStep);
        results.add("--");
        ofStep.clear();
        tables.startCall();
    }

    @Override
    public void emit(Object value, long timestampMillis) {
        ofStep.add(value + " at " + timestampMillis);
    }

    @Override
    public <S> void emit(OutputTag<S> tag, S value, long timestampMillis) {
        throw new AssertionError("Not expected: " + value);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    private WindowContext context() {
        return (WindowContext) Proxy.newProxyInstance(
                WindowContext.class.getClassLoader(),
                new Class<?>[] {WindowContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "watermarkMillis" -> watermarkMillis;
                    case "nowMillis" -> nowMillis;
                    case "late", "lateCombined" -> ofStep.add(method.getName()) ? null : null;
                    default -> throw new AssertionError("Not expected: " + method);
                });
    }
}
