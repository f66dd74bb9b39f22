package io.millrace.stream;

import io.millrace.operator.KeyedCoProcess;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.StateHandle;
import io.millrace.topology.Partitioning;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stream whose records are dealt by key: all records of a key meet in one task.
 *
 * @param <K> the type of the key
 * @param <T> the type of the records
 */
public final class KeyedStream<K, T> implements StreamInput {

    private final DataStream<T> stream;
    private final Partitioning.Keyed partitioning;

    KeyedStream(DataStream<T> stream, Partitioning.Keyed partitioning) {
        this.stream = stream;
        this.partitioning = partitioning;
    }

    /** Puts the records of each key into windows. */
    public WindowedStream<K, T> window(WindowSpec window) {
        return new WindowedStream<>(this, window, null);
    }

    /**
     * Adds a free-form step.
     *
     * @param name name of the step
     * @param process the code
     * @param states the state that it uses
     */
    public <R> DataStream<R> process(String name, KeyedProcess<K, T, R> process, StateHandle<?>... states) {
        expect(FunctionTypes.argument(StepDraft.required(process, "process", name), 0));
        return add(
                name,
                new StepSpec.ProcessKeyed(process, List.of(states)),
                toStepInputs(0),
                DataStream.emitted(process, KeyedProcess.class, 2));
    }

    /** Joins another stream of the same key to this one, for a step on both. */
    public <U> ConnectedStreams<K, T, U> connect(KeyedStream<K, U> other) {
        builder().requireSame(other.builder());
        return new ConnectedStreams<>(this, other);
    }

    @Override
    public List<StepInput> toStepInputs(int ordinal) {
        return stream.toStepInputs(partitioning, ordinal);
    }

    <U, R> DataStream<R> coProcess(
            String name, KeyedStream<K, U> right, KeyedCoProcess<K, T, U, R> process, StateHandle<?>... states) {
        StepDraft.required(process, "process", name);
        List<StepInput> inputs = new ArrayList<>(toStepInputs(0));
        inputs.addAll(right.toStepInputs(1));
        expect(FunctionTypes.typeArgument(process, KeyedCoProcess.class, 1));
        right.expect(FunctionTypes.typeArgument(process, KeyedCoProcess.class, 2));
        return add(
                name,
                new StepSpec.CoProcessKeyed(process, List.of(states)),
                inputs,
                FunctionTypes.typeArgument(process, KeyedCoProcess.class, 3));
    }

    StepDraft addDraft(String name, StepSpec spec, @Nullable TypeRef<?> outputType) {
        return stream.builder().add(name, spec, toStepInputs(0), outputType);
    }

    TopologyBuilder builder() {
        return stream.builder();
    }

    @Nullable
    TypeRef<?> type() {
        return stream.type();
    }

    @Nullable
    TypeRef<?> keyType() {
        return partitioning.keyType();
    }

    private void expect(@Nullable TypeRef<?> type) {
        stream.expect(type);
    }

    private <R> DataStream<R> add(String name, StepSpec spec, List<StepInput> inputs, @Nullable TypeRef<?> outputType) {
        return new DataStream<>(builder(), builder().add(name, spec, inputs, outputType));
    }
}
