package io.millrace.worker.operator;

import io.millrace.operator.KeyedProcess;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import org.jspecify.annotations.Nullable;

/** Operator of {@code process} on one keyed stream. */
public final class ProcessOperator<K, T, R> implements Operator<T, R> {

    private final KeyedProcess<K, T, R> process;
    private @Nullable ProcessContext<K, R> keyed;

    /** Makes the operator of the user's code. */
    public ProcessOperator(KeyedProcess<K, T, R> process) {
        this.process = process;
    }

    @Override
    public void open(OperatorContext context, Output<R> output) {
        keyed = new ProcessContext<>(context, output);
    }

    @Override
    public void onRecord(int input, T value, long timestampMillis) throws Exception {
        process.onRecord(value, keyed(), keyed().at(timestampMillis));
    }

    @Override
    public void onTimer(long timestampMillis) throws Exception {
        process.onTimer(timestampMillis, keyed(), keyed().at(timestampMillis));
    }

    @Override
    public void onProcessingTimer(long timeMillis) throws Exception {
        process.onProcessingTimer(timeMillis, keyed(), keyed().atWatermark());
    }

    private ProcessContext<K, R> keyed() {
        if (keyed == null) {
            throw new IllegalStateException("Operator has not been opened");
        }
        return keyed;
    }
}
