package io.millrace.worker.operator;

import io.millrace.operator.OperatorContext;
import io.millrace.sink.SinkContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of a sink hands on to its writer.
 *
 * @param operator what the operator may use
 * @param checkpointInterval time between the starts of two checkpoints, or null if there are none
 */
record OperatorSinkContext(
        OperatorContext operator, @Nullable Duration checkpointInterval) implements SinkContext {

    @Override
    public String topology() {
        return operator.topology();
    }

    @Override
    public String operatorName() {
        return operator.operatorName();
    }

    @Override
    public int taskIndex() {
        return operator.taskIndex();
    }

    @Override
    public int parallelism() {
        return operator.parallelism();
    }

    @Override
    public long nowMillis() {
        return operator.nowMillis();
    }

    @Override
    public void trouble(@Nullable String reason) {
        operator.trouble(reason);
    }
}
