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
 * <p>Results go on when the function has returned, and bear the timestamp of the latest record of their batch; a batch goes before the watermark does.
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
        long latestOfBatch = latestMillis;
        BatchEmitter emitter = new BatchEmitter();
        values = new ArrayList<>();
        latestMillis = Long.MIN_VALUE;
        try {
            function.onBatch(batch, emitter);
        } catch (Exception e) {
            throw new RecordsFailedException(batch, latestOfBatch, e);
        }
        emitter.emitTo(Objects.requireNonNull(out, "out"), latestOfBatch);
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

    /** Keeps what is emitted until the function has returned: a batch that fails emits nothing. */
    private static final class BatchEmitter implements Emitter<Object> {

        private final List<Emission<?>> emissions = new ArrayList<>();

        @Override
        public void emit(Object value) {
            emissions.add(new Emission<>(null, required(value)));
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S value) {
            emissions.add(new Emission<>(tag, required(value)));
        }

        private static <S> S required(S value) {
            return Objects.requireNonNull(
                    value,
                    "Function emitted null, which is no record; leave it out, or emit a value that stands for nothing");
        }

        void emitTo(Output<Object> out, long timestampMillis) {
            emissions.forEach(emission -> emission.emitTo(out, timestampMillis));
        }
    }

    private record Emission<S>(@Nullable OutputTag<S> tag, S value) {

        void emitTo(Output<Object> out, long timestampMillis) {
            if (tag == null) {
                out.emit(value, timestampMillis);
            } else {
                out.emit(tag, value, timestampMillis);
            }
        }
    }
}
