package io.millrace.stream;

import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.KeyFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.OutputTag;
import io.millrace.function.SinkFunction;
import io.millrace.sink.Sink;
import io.millrace.topology.Partitioning;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stream of records, the output of a step. {@link #parallelism}, {@link #blocking}, {@link #startsStage} and {@link
 * #typed} speak of that step; everything else adds one.
 *
 * @param <T> the type of the records
 */
public sealed class DataStream<T> implements StreamInput permits WindowedResults {

    private final TopologyBuilder builder;
    private final List<Port> ports;
    private final Partitioning partitioning;

    DataStream(TopologyBuilder builder, StepDraft step) {
        this(builder, List.of(new Port(step, null)), Partitioning.FORWARD);
    }

    private DataStream(TopologyBuilder builder, List<Port> ports, Partitioning partitioning) {
        this.builder = builder;
        this.ports = ports;
        this.partitioning = partitioning;
    }

    /** Makes one value of each. */
    public <R> DataStream<R> map(MapFunction<? super T, ? extends R> function) {
        return map(nameAfter("map"), function);
    }

    /** Makes one value of each. */
    public <R> DataStream<R> map(String name, MapFunction<? super T, ? extends R> function) {
        expect(FunctionTypes.argument(function, 0));
        return step(name, new StepSpec.MapValues(function), FunctionTypes.result(function));
    }

    /** Keeps the values that pass. */
    public DataStream<T> filter(FilterFunction<? super T> function) {
        return filter(nameAfter("filter"), function);
    }

    /** Keeps the values that pass. */
    public DataStream<T> filter(String name, FilterFunction<? super T> function) {
        expect(FunctionTypes.argument(function, 0));
        return step(name, new StepSpec.FilterValues(function), type());
    }

    /** Makes any number of values of each. */
    public <R> DataStream<R> flatMap(FlatMapFunction<? super T, R> function) {
        return flatMap(nameAfter("flatMap"), function);
    }

    /** Makes any number of values of each. */
    public <R> DataStream<R> flatMap(String name, FlatMapFunction<? super T, R> function) {
        expect(FunctionTypes.argument(function, 0));
        return step(
                name,
                new StepSpec.FlatMapValues(function),
                FunctionTypes.typeArgument(function, FlatMapFunction.class, 1));
    }

    /** Deals the records by key. */
    public <K> KeyedStream<K, T> keyBy(KeyFunction<? super T, ? extends K> key) {
        return keyed(key, FunctionTypes.result(key));
    }

    /** Deals the records by key, whose type the function does not tell. */
    public <K> KeyedStream<K, T> keyBy(Class<K> keyType, KeyFunction<? super T, ? extends K> key) {
        return keyed(key, TypeRef.of(keyType));
    }

    /** Deals the records by key, whose type the function does not tell. */
    public <K> KeyedStream<K, T> keyBy(TypeRef<K> keyType, KeyFunction<? super T, ? extends K> key) {
        return keyed(key, keyType);
    }

    /** All records of this stream and the other, in no order between them. */
    public DataStream<T> union(DataStream<T> other) {
        List<Port> both = new ArrayList<>(ports);
        both.addAll(other.ports);
        return new DataStream<>(builder, List.copyOf(both), partitioning);
    }

    /** Deals the records to the tasks of the next step in turn. */
    public DataStream<T> rebalance() {
        return new DataStream<>(builder, ports, Partitioning.REBALANCE);
    }

    /** Gives every record to every task of the next step. */
    public DataStream<T> broadcast() {
        return new DataStream<>(builder, ports, Partitioning.BROADCAST);
    }

    /** What the step emits to a side output. */
    public <S> DataStream<S> sideOutput(OutputTag<S> tag) {
        return new DataStream<>(builder, List.of(new Port(step("sideOutput"), tag)), Partitioning.FORWARD);
    }

    /** Ends the stream in a function. */
    public void sink(String name, SinkFunction<? super T> function) {
        sink(name, function, false);
    }

    /** Ends the stream in a function that may block, such as a call to a database; its tasks have their own threads. */
    public void blockingSink(String name, SinkFunction<? super T> function) {
        sink(name, function, true);
    }

    /** Ends the stream in a sink. */
    public void sinkTo(String name, Sink<? super T> sink) {
        step(name, new StepSpec.WriteSink(sink, sink), null);
    }

    /** Ends the stream in a sink that may block; its tasks have their own threads. */
    public void blockingSinkTo(String name, Sink<? super T> sink) {
        step(name, new StepSpec.WriteSink(sink, sink), null).blocking();
    }

    /** Sets the number of tasks of the step; without it the step has as many as the one that forwards to it. */
    public DataStream<T> parallelism(int tasks) {
        step("parallelism").parallelism = tasks;
        return this;
    }

    /** Says that the code of the step may block; its tasks have their own threads. */
    public DataStream<T> blocking() {
        step("blocking").isBlocking = true;
        return this;
    }

    /** Cuts the fusion of the step with the one before it. */
    public DataStream<T> startsStage() {
        step("startsStage").startsStage = true;
        return this;
    }

    /** Names the type of the records, where the step's function does not tell it. */
    public DataStream<T> typed(Class<T> type) {
        return typed(TypeRef.of(type));
    }

    /** Names the type of the records, where the step's function does not tell it. */
    public DataStream<T> typed(TypeRef<T> type) {
        step("typed").outputType = type;
        return this;
    }

    @Override
    public List<StepInput> toStepInputs(int ordinal) {
        return toStepInputs(partitioning, ordinal);
    }

    List<StepInput> toStepInputs(Partitioning by, int ordinal) {
        return ports.stream()
                .map(port -> new StepInput(
                        port.step().name,
                        port.sideOutput() == null ? null : port.sideOutput().name(),
                        by,
                        ordinal))
                .toList();
    }

    TopologyBuilder builder() {
        return builder;
    }

    @Nullable
    TypeRef<?> type() {
        return ports.get(0).type();
    }

    void expect(@Nullable TypeRef<?> type) {
        ports.forEach(port -> port.expect(type));
    }

    private String nameAfter(String kind) {
        return builder.nameAfter(ports.get(0).step().name, kind);
    }

    private <K> KeyedStream<K, T> keyed(KeyFunction<? super T, ? extends K> key, @Nullable TypeRef<?> keyType) {
        expect(FunctionTypes.argument(key, 0));
        return new KeyedStream<>(this, new Partitioning.Keyed(key, keyType));
    }

    private void sink(String name, SinkFunction<? super T> function, boolean isBlocking) {
        expect(FunctionTypes.argument(function, 0));
        StepDraft step = builder.add(
                name, new StepSpec.WriteSink(new FunctionSink<>(function), function), toStepInputs(0), null);
        step.isBlocking = isBlocking;
    }

    private <R> DataStream<R> step(String name, StepSpec spec, @Nullable TypeRef<?> outputType) {
        return new DataStream<>(builder, builder.add(name, spec, toStepInputs(0), outputType));
    }

    private StepDraft step(String method) {
        if (ports.size() != 1 || ports.get(0).sideOutput() != null) {
            throw new IllegalStateException("Stream is not the main output of one step: method=" + method + ", outputs="
                    + ports.stream().map(port -> port.step().name).toList()
                    + "; call it on the stream that the step itself returned");
        }
        return ports.get(0).step();
    }
}
