package io.millrace.worker.operator;

import io.millrace.operator.KeyedCoProcess;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import org.jspecify.annotations.Nullable;

/** Operator of {@code process} on two keyed streams. */
public final class CoProcessOperator<K, A, B, R> implements Operator<Object, R> {

    private static final int LEFT = 0;

    private final KeyedCoProcess<K, A, B, R> process;
    private @Nullable ProcessContext<K, R> keyed;

    /** Makes the operator of the user's code. */
    public CoProcessOperator(KeyedCoProcess<K, A, B, R> process) {
        this.process = process;
    }

    @Override
    public void open(OperatorContext context, Output<R> output) {
        keyed = new ProcessContext<>(context, output);
    }

    @Override
    public void onRecord(int input, Object value, long timestampMillis) throws Exception {
        if (input == LEFT) {
            process.onLeft(Erased.as(value), keyed(), keyed().at(timestampMillis));
        } else {
            process.onRight(Erased.as(value), keyed(), keyed().at(timestampMillis));
        }
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
