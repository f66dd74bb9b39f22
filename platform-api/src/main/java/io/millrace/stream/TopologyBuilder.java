package io.millrace.stream;

import io.millrace.Experimental;
import io.millrace.operator.OperatorFactory;
import io.millrace.partition.KeyGroups;
import io.millrace.source.Source;
import io.millrace.state.StateHandle;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Checkpointing;
import io.millrace.topology.Guarantee;
import io.millrace.topology.InvalidTopologyException;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.topology.Topology;
import io.millrace.type.FunctionTypes;
import io.millrace.type.TypeRef;
import io.millrace.type.ValueSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a topology from its sources on.
 *
 * <p><b>Thread.</b> Used by one thread.
 */
public final class TopologyBuilder {

    private final String name;
    private final List<StepDraft> steps = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<TypeRef<?>, ValueSerializer<?>> serializers = new LinkedHashMap<>();
    private Checkpointing checkpointing = Checkpointing.DEFAULT;
    private KeyGroups keyGroups = new KeyGroups(KeyGroups.DEFAULT_COUNT);

    private TopologyBuilder(String name) {
        this.name = name;
    }

    /** Starts the topology of this name. */
    public static TopologyBuilder named(String name) {
        return new TopologyBuilder(Objects.requireNonNull(name, "name of the topology"));
    }

    /** Adds a source whose records come in the order of the timestamps that it gives. */
    public <T> DataStream<T> source(String sourceName, Source<T> source) {
        return source(sourceName, source, WatermarkStrategy.inOrder());
    }

    /** Adds a source, with its way to derive event time. */
    public <T> DataStream<T> source(
            String sourceName, Source<? extends T> source, WatermarkStrategy<? super T> watermarks) {
        StepDraft.required(source, "source", sourceName);
        StepDraft.required(watermarks, "watermarks", sourceName);
        StepDraft step = add(sourceName, new StepSpec.ReadSource(source, watermarks), List.of(), source.type());
        step.isBlocking = source.isBlocking();
        TypeRef<?> timestamped =
                watermarks.timestamps() == null ? null : FunctionTypes.argument(watermarks.timestamps(), 0);
        if (timestamped != null) {
            step.expect(timestamped);
        }
        return new DataStream<>(this, step);
    }

    /**
     * Adds a source that the application declares elsewhere under this name: a method with {@code @Source}, or a {@code
     * Supplier} bean.
     *
     * @param type the type of its records
     */
    public <T> DataStream<T> source(String sourceName, Class<T> type) {
        return source(sourceName, TypeRef.of(type));
    }

    /** Adds a source that the application declares elsewhere under this name. */
    public <T> DataStream<T> source(String sourceName, TypeRef<T> type) {
        StepDraft.required(type, "type", sourceName);
        StepSpec spec = new StepSpec.Declared(StepSpec.Declared.Role.SOURCE);
        return new DataStream<>(this, add(sourceName, spec, List.of(), type));
    }

    /**
     * Adds an operator under the low-level contract.
     *
     * @param operatorName name of the step
     * @param outputType type of its main output
     * @param factory makes an operator for each task
     * @param states keyed state that the operators use; with any, every input has to be keyed
     * @param inputs the inputs, in the order of their numbers, keyed or not
     * @param <I> the common type of the inputs; the factory and the inputs are not checked against each other
     * @param <O> the type of the main output
     */
    @Experimental
    public <I, O> DataStream<O> operator(
            String operatorName,
            TypeRef<O> outputType,
            OperatorFactory<I, O> factory,
            List<? extends StateHandle<?>> states,
            List<? extends StreamInput> inputs) {
        StepDraft.required(outputType, "outputType", operatorName);
        StepDraft.required(factory, "factory", operatorName);
        List<StepInput> edges = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            requireSame(
                    inputs.get(i) instanceof DataStream<?> s
                            ? s.builder()
                            : ((KeyedStream<?, ?>) inputs.get(i)).builder());
            edges.addAll(inputs.get(i).toStepInputs(i));
        }
        StepSpec spec = new StepSpec.RunOperator(factory, List.copyOf(states));
        return new DataStream<>(this, add(operatorName, spec, edges, outputType));
    }

    /** Sets the number of key groups, the unit in which keyed state moves; fixed with the first checkpoint. */
    public TopologyBuilder keyGroups(int count) {
        keyGroups = new KeyGroups(count);
        return this;
    }

    /** Says what is to become of records when something fails; without it each counts once. */
    public TopologyBuilder guarantee(Guarantee guarantee) {
        checkpointing = checkpointing.withGuarantee(Objects.requireNonNull(guarantee, "guarantee"));
        return this;
    }

    /**
     * Sets the time from the start of a checkpoint to that of the next; without it the worker's default holds.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public TopologyBuilder checkpointInterval(Duration interval) {
        checkpointing = checkpointing.withInterval(Objects.requireNonNull(interval, "interval"));
        return this;
    }

    /** Gives the serializer of a type; it wins over what the engine would choose. */
    public <T> TopologyBuilder serializer(TypeRef<T> type, ValueSerializer<T> serializer) {
        Objects.requireNonNull(type, "type");
        if (serializer.version() < 1) {
            throw new IllegalArgumentException("Version of a serializer is out of range: type=" + type + ", version="
                    + serializer.version() + "; count versions from 1");
        }
        ValueSerializer<?> earlier = serializers.putIfAbsent(type, serializer);
        if (earlier != null) {
            throw new IllegalArgumentException("Type has two serializers: type=" + type + ", serializers=["
                    + earlier.getClass().getName() + ", "
                    + serializer.getClass().getName() + "]; leave one out");
        }
        return this;
    }

    /**
     * Validates and builds the topology.
     *
     * @throws InvalidTopologyException naming every fault, if there is one
     */
    public Topology build() {
        List<Step> built = steps.stream().map(StepDraft::toStep).toList();
        return Topology.of(name, built, keyGroups, serializers, checkpointing);
    }

    /** Refuses a stream of another topology, whose steps this one would look for in vain. */
    void requireSame(TopologyBuilder other) {
        if (other != this) {
            throw new IllegalArgumentException("Streams belong to different topologies: topology=" + name + ", other="
                    + other.name + "; build both with the same TopologyBuilder");
        }
    }

    StepDraft add(String stepName, StepSpec spec, List<StepInput> inputs, @Nullable TypeRef<?> outputType) {
        Objects.requireNonNull(stepName, "name of the step");
        StepDraft step = new StepDraft(stepName, spec, inputs, outputType);
        steps.add(step);
        names.add(Step.canonicalName(stepName));
        return step;
    }

    /** A free name for a step that the user did not name. */
    String nameAfter(String previous, String kind) {
        String base = previous + "-" + kind;
        String free = base;
        for (int i = 2; names.contains(Step.canonicalName(free)); i++) {
            free = base + "-" + i;
        }
        return free;
    }
}
