package io.millrace.worker.reactive;

import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.operator.RecordsFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operator that hands records over in batches: what is there when the engine's batch ends, and never more than a
 * maximum.
 *
 * <p>Results bear the timestamp of the latest record of their batch; a batch goes before the watermark does.
 *
 * <p><b>Ownership.</b> Each list is new, unmodifiable, and the function's to keep.
 */
public final class BatchOperator implements Operator<Object, Object> {

    private final int maxBatch;
    private final BatchFunction function;
    private List<Object> values = new ArrayList<>();
    private long latestMillis = Long.MIN_VALUE;
    private @Nullable Output<Object> out;

    /** Calls the function with one to {@code maxBatch} values. */
    public BatchOperator(int maxBatch, BatchFunction function) {
        requireValid(maxBatch);
        this.maxBatch = maxBatch;
        this.function = Objects.requireNonNull(function, "function");
    }

    static void requireValid(int maxBatch) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("Batch size is out of range: maxBatch=" + maxBatch + "; use 1 or more");
        }
    }

    /** User code that takes a batch. */
    @FunctionalInterface
    public interface BatchFunction {

        /** Takes one or more values, in order; the emitter is valid during this call only. */
        void onBatch(List<Object> values, Emitter<Object> out) throws Exception;
    }

    @Override
    public void open(OperatorContext context, Output<Object> output) {
        this.out = output;
    }

    @Override
    public void onRecord(int input, Object value, long timestampMillis) throws Exception {
        values.add(value);
        latestMillis = Math.max(latestMillis, timestampMillis);
        if (values.size() >= maxBatch) {
            onBatchEnd();
        }
    }

    @Override
    public void onBatchEnd() throws Exception {
        if (values.isEmpty()) {
            return;
        }
        // Forgotten before the call, so that a batch that failed is not handed over again.
        List<Object> batch = Collections.unmodifiableList(values);
        BatchEmitter emitter = new BatchEmitter(Objects.requireNonNull(out, "out"), latestMillis);
        values = new ArrayList<>();
        latestMillis = Long.MIN_VALUE;
        try {
            function.onBatch(batch, emitter);
        } catch (Exception e) {
            throw new RecordsFailedException(batch.size(), e);
        }
    }

    @Override
    public boolean onWatermark(long watermarkMillis) throws Exception {
        onBatchEnd();
        return true;
    }

    @Override
    public boolean onEnd() throws Exception {
        onBatchEnd();
        return true;
    }

    private record BatchEmitter(Output<Object> out, long timestampMillis) implements Emitter<Object> {

        @Override
        public void emit(Object value) {
            out.emit(value, timestampMillis);
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value) {
            out.emit(tag, value, timestampMillis);
        }
    }
}
