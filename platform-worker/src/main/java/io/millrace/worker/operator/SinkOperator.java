package io.millrace.worker.operator;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import org.jspecify.annotations.Nullable;

/** Operator of a sink. */
public final class SinkOperator<T> implements Operator<T, Object> {

    private final Sink<T> sink;
    private @Nullable SinkWriter<T> writer;

    /** Makes the operator of a sink. */
    public SinkOperator(Sink<T> sink) {
        this.sink = sink;
    }

    @Override
    public void open(OperatorContext context, Output<Object> output) throws Exception {
        writer = sink.open(context.taskIndex(), context.parallelism());
    }

    @Override
    public void onRecord(int input, T value, long timestampMillis) throws Exception {
        writer().write(value, timestampMillis);
    }

    @Override
    public void onBatchEnd() throws Exception {
        writer().flush();
    }

    @Override
    public void close() throws Exception {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private SinkWriter<T> writer() {
        if (writer == null) {
            throw new IllegalStateException("Sink is not open");
        }
        return writer;
    }
}
