package io.millrace.stream;

import io.millrace.deadletter.DeadLetter;
import io.millrace.function.Emitter;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.KeyFunction;
import io.millrace.function.MapFunction;
import io.millrace.function.OutputTag;
import io.millrace.function.SinkFunction;
import io.millrace.sink.Sink;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Retry;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stream of records, the output of a step. {@link #parallelism}, {@link #blocking}, {@link #startsStage}, {@link
 * #onError}, {@link #retry} and {@link #typed} speak of that step; everything else adds one.
 *
 * @param <T> the type of the records
 */
public sealed class DataStream<T> implements StreamInput permits WindowedResults {

    private final TopologyBuilder builder;
    private final List<Port> ports;

    DataStream(TopologyBuilder builder, StepDraft step) {
        this(builder, List.of(Port.ofMainOutput(step)));
    }

    private DataStream(TopologyBuilder builder, List<Port> ports) {
        this.builder = builder;
        this.ports = ports;
    }

    /** Makes one value of each. */
    public <R> DataStream<R> map(MapFunction<? super T, ? extends R> function) {
        return map(nameAfter("map"), function);
    }

    /** Makes one value of each. */
    public <R> DataStream<R> map(String name, MapFunction<? super T, ? extends R> function) {
        expect(FunctionTypes.argument(StepDraft.required(function, "function", name), 0));
        return step(name, new StepSpec.MapValues(function), FunctionTypes.result(function));
    }

    /** Keeps the values that pass. */
    public DataStream<T> filter(FilterFunction<? super T> function) {
        return filter(nameAfter("filter"), function);
    }

    /** Keeps the values that pass. */
    public DataStream<T> filter(String name, FilterFunction<? super T> function) {
        expect(FunctionTypes.argument(StepDraft.required(function, "function", name), 0));
        return step(name, new StepSpec.FilterValues(function), type());
    }

    /** Makes any number of values of each. */
    public <R> DataStream<R> flatMap(FlatMapFunction<? super T, R> function) {
        return flatMap(nameAfter("flatMap"), function);
    }

    /** Makes any number of values of each. */
    public <R> DataStream<R> flatMap(String name, FlatMapFunction<? super T, R> function) {
        expect(FunctionTypes.argument(StepDraft.required(function, "function", name), 0));
        return step(name, new StepSpec.FlatMapValues(function), emitted(function, FlatMapFunction.class, 1));
    }

    /** Deals the records by key. */
    public <K> KeyedStream<K, T> keyBy(KeyFunction<? super T, ? extends K> key) {
        return keyed(key, FunctionTypes.result(StepDraft.required(key, "key", nameAfter("keyBy"))));
    }

    /** Deals the records by key, whose type the function does not tell. */
    public <K> KeyedStream<K, T> keyBy(Class<K> keyType, KeyFunction<? super T, ? extends K> key) {
        return keyBy(TypeRef.of(keyType), key);
    }

    /** Deals the records by key, whose type the function does not tell. */
    public <K> KeyedStream<K, T> keyBy(TypeRef<K> keyType, KeyFunction<? super T, ? extends K> key) {
        String name = nameAfter("keyBy");
        return keyed(StepDraft.required(key, "key", name), StepDraft.required(keyType, "keyType", name));
    }

    /** All records of this stream and the other, in no order between them. */
    public DataStream<T> union(DataStream<T> other) {
        builder.requireSame(other.builder);
        List<Port> both = new ArrayList<>(ports);
        both.addAll(other.ports);
        return new DataStream<>(builder, List.copyOf(both));
    }

    /** Deals the records to the tasks of the next step in turn. */
    public DataStream<T> rebalance() {
        return dealt(Partitioning.REBALANCE);
    }

    /** Gives every record to every task of the next step. */
    public DataStream<T> broadcast() {
        return dealt(Partitioning.BROADCAST);
    }

    /** What the step emits to a side output. */
    public <S> DataStream<S> sideOutput(OutputTag<S> tag) {
        StepDraft step = step("sideOutput");
        step.declare(StepDraft.required(tag, "tag", step.name));
        return ofSideOutput(builder, step, tag);
    }

    /**
     * What the step has given up on. Sets its policy to {@code DEAD_LETTER}; the letters are a stream like any other, so
     * they reach a sink with the guarantee of the topology.
     */
    public DataStream<DeadLetter> deadLetters() {
        StepDraft step = step("deadLetters");
        step.declareDeadLetters();
        return ofSideOutput(builder, step, DeadLetter.OUTPUT);
    }

    static <S> DataStream<S> ofSideOutput(TopologyBuilder builder, StepDraft step, OutputTag<S> tag) {
        return new DataStream<>(builder, List.of(new Port(step, tag, Partitioning.FORWARD)));
    }

    /** Ends the stream in a function. */
    public SinkStep sink(String name, SinkFunction<? super T> function) {
        return sink(name, function, false);
    }

    /** Ends the stream in a function that may block, such as a call to a database; its tasks have their own threads. */
    public SinkStep blockingSink(String name, SinkFunction<? super T> function) {
        return sink(name, function, true);
    }

    /** Ends the stream in a sink. */
    public SinkStep sinkTo(String name, Sink<? super T> sink) {
        return sinkTo(name, sink, StepDraft.required(sink, "sink", name).isBlocking());
    }

    /** Ends the stream in a sink that may block; its tasks have their own threads. */
    public SinkStep blockingSinkTo(String name, Sink<? super T> sink) {
        return sinkTo(name, sink, true);
    }

    /**
     * Adds an operator that the application declares elsewhere under this name: a method with {@code @Operator} and
     * without an input, or a {@code Function} bean.
     *
     * @param type the type of its results
     */
    public <R> DataStream<R> through(String name, Class<R> type) {
        return through(name, TypeRef.of(type));
    }

    /** Adds an operator that the application declares elsewhere under this name. */
    public <R> DataStream<R> through(String name, TypeRef<R> type) {
        return step(
                name, new StepSpec.Declared(StepSpec.Declared.Role.OPERATOR), StepDraft.required(type, "type", name));
    }

    /**
     * Ends the stream in a sink that the application declares elsewhere under this name: a method with {@code @Sink} and
     * without an input, or a {@code Consumer} bean.
     */
    public SinkStep sink(String name) {
        return end(name, new StepSpec.Declared(StepSpec.Declared.Role.SINK), false);
    }

    /** Says what becomes of a record for which the code of the step throws; without it the topology fails. */
    public DataStream<T> onError(ErrorPolicy policy) {
        StepDraft step = step("onError");
        step.errorPolicy = StepDraft.required(policy, "policy", step.name);
        return this;
    }

    /**
     * Calls the code of the step again, up to so many times, for a record for which it throws, before its error policy
     * decides; the wait before each call doubles. The step is then the first of its stage.
     */
    public DataStream<T> retry(int retries, Duration backoff) {
        return retry(Retry.of(retries, backoff));
    }

    /** Calls the code of the step again for a record for which it throws, before its error policy decides. */
    public DataStream<T> retry(Retry retry) {
        StepDraft step = step("retry");
        step.retry = StepDraft.required(retry, "retry", step.name);
        return this;
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

    /** Names that the step had before: state that a checkpoint holds under one of them is its own. */
    public DataStream<T> formerly(String... names) {
        StepDraft step = step("formerly");
        step.formerly.addAll(List.of(names));
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
        StepDraft step = step("typed");
        step.type(StepDraft.required(type, "type", step.name));
        return this;
    }

    @Override
    public List<StepInput> toStepInputs(int ordinal) {
        return ports.stream()
                .map(port -> port.toStepInput(port.partitioning(), ordinal))
                .toList();
    }

    List<StepInput> toStepInputs(Partitioning.Keyed by, int ordinal) {
        return ports.stream().map(port -> port.toStepInput(by, ordinal)).toList();
    }

    TopologyBuilder builder() {
        return builder;
    }

    /** The one type of all that come together here, or null if it is not known or there are several. */
    @Nullable
    TypeRef<?> type() {
        List<TypeRef<?>> types = new ArrayList<>();
        for (Port port : ports) {
            TypeRef<?> type = port.type();
            if (type != null && !types.contains(type)) {
                types.add(type);
            }
        }
        return types.size() == 1 ? types.get(0) : null;
    }

    void expect(@Nullable TypeRef<?> type) {
        ports.forEach(port -> port.expect(type));
    }

    private String nameAfter(String kind) {
        return builder.nameAfter(ports.get(0).step().name, kind);
    }

    /** What a function emits, told by its class or by the method that it names. */
    static @Nullable TypeRef<?> emitted(Serializable function, Class<?> functionInterface, int parameter) {
        TypeRef<?> told = FunctionTypes.typeArgument(function, functionInterface, parameter);
        return told != null ? told : FunctionTypes.typeArgumentOfParameter(function, Emitter.class, 0);
    }

    private DataStream<T> dealt(Partitioning partitioning) {
        return new DataStream<>(
                builder, ports.stream().map(port -> port.with(partitioning)).toList());
    }

    private <K> KeyedStream<K, T> keyed(KeyFunction<? super T, ? extends K> key, @Nullable TypeRef<?> keyType) {
        expect(FunctionTypes.argument(key, 0));
        return new KeyedStream<>(this, new Partitioning.Keyed(key, keyType));
    }

    private SinkStep sink(String name, SinkFunction<? super T> function, boolean isBlocking) {
        expect(FunctionTypes.argument(StepDraft.required(function, "function", name), 0));
        return end(name, new StepSpec.WriteSink(new FunctionSink<>(function), function), isBlocking);
    }

    private SinkStep sinkTo(String name, Sink<? super T> sink, boolean isBlocking) {
        expect(FunctionTypes.typeArgument(StepDraft.required(sink, "sink", name), Sink.class, 0));
        return end(name, new StepSpec.WriteSink(sink, sink), isBlocking);
    }

    private SinkStep end(String name, StepSpec spec, boolean isBlocking) {
        StepDraft step = builder.add(name, spec, toStepInputs(0), null);
        step.isBlocking = isBlocking;
        return new SinkStep(builder, step);
    }

    private <R> DataStream<R> step(String name, StepSpec spec, @Nullable TypeRef<?> outputType) {
        return new DataStream<>(builder, builder.add(name, spec, toStepInputs(0), outputType));
    }

    private StepDraft step(String method) {
        if (ports.size() != 1 || !ports.get(0).isStepItself()) {
            throw new IllegalStateException("Stream is not the main output of one step: method=" + method + ", outputs="
                    + ports.stream().map(port -> port.step().name).toList()
                    + "; call it on the stream that the step itself returned");
        }
        return ports.get(0).step();
    }
}
