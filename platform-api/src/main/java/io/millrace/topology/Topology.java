package io.millrace.topology;

import io.millrace.partition.KeyGroups;
import io.millrace.type.TypeRef;
import io.millrace.type.ValueSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Immutable, validated graph of sources, operators and sinks. Holds user code, so it never travels; its {@link
 * #description} does.
 *
 * <p><b>Thread.</b> May be shared.
 */
public final class Topology {

    private final String name;
    private final List<Step> steps;
    private final KeyGroups keyGroups;
    private final Map<TypeRef<?>, ValueSerializer<?>> serializers;
    private final Checkpointing checkpointing;
    private final Map<String, Step> byName = new HashMap<>();

    private Topology(
            String name,
            List<Step> steps,
            KeyGroups keyGroups,
            Map<TypeRef<?>, ValueSerializer<?>> serializers,
            Checkpointing checkpointing) {
        this.checkpointing = checkpointing;
        this.name = name;
        this.steps = steps;
        this.keyGroups = keyGroups;
        this.serializers = Map.copyOf(serializers);
        for (Step step : steps) {
            byName.put(step.name(), step);
        }
    }

    /**
     * Makes a topology of its steps, given in any order.
     *
     * @throws InvalidTopologyException naming every fault, if there is one
     */
    public static Topology of(
            String name,
            List<Step> steps,
            KeyGroups keyGroups,
            Map<TypeRef<?>, ? extends ValueSerializer<?>> serializers) {
        return of(name, steps, keyGroups, serializers, Checkpointing.DEFAULT);
    }

    /**
     * Makes a topology of its steps, given in any order.
     *
     * @param checkpointing how it is kept against failures
     * @throws InvalidTopologyException naming every fault, if there is one
     */
    public static Topology of(
            String name,
            List<Step> steps,
            KeyGroups keyGroups,
            Map<TypeRef<?>, ? extends ValueSerializer<?>> serializers,
            Checkpointing checkpointing) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(checkpointing, "checkpointing");
        TopologyValidator validator = new TopologyValidator(name, steps, keyGroups);
        List<TopologyFault> faults = validator.faults();
        if (!faults.isEmpty()) {
            throw new InvalidTopologyException(name, faults);
        }
        return new Topology(name, validator.stepsInOrder(), keyGroups, Map.copyOf(serializers), checkpointing);
    }

    /** Name of the topology. */
    public String name() {
        return name;
    }

    /** The steps, each after the steps that it reads from. */
    public List<Step> steps() {
        return steps;
    }

    /** The step of a name. */
    public Step step(String stepName) {
        Step step = byName.get(stepName);
        if (step == null) {
            throw new IllegalArgumentException("Topology has no such step: topology=" + name + ", step=" + stepName
                    + "; it has " + byName.keySet());
        }
        return step;
    }

    /**
     * The same topology with other steps, validated anew.
     *
     * @throws InvalidTopologyException naming every fault, if there is one
     */
    public Topology withSteps(List<Step> newSteps) {
        return of(name, newSteps, keyGroups, serializers, checkpointing);
    }

    /** The same topology, kept against failures in another way. */
    public Topology withCheckpointing(Checkpointing other) {
        return new Topology(name, steps, keyGroups, serializers, Objects.requireNonNull(other, "checkpointing"));
    }

    /** How it is kept against failures. */
    public Checkpointing checkpointing() {
        return checkpointing;
    }

    /** What it promises for the case that something fails, path by path. */
    public GuaranteeReport guarantees() {
        return GuaranteeReport.of(this);
    }

    /** Key groups among which keys are spread. */
    public KeyGroups keyGroups() {
        return keyGroups;
    }

    /** Serializers that the user gave, by type. */
    public Map<TypeRef<?>, ValueSerializer<?>> serializers() {
        return serializers;
    }

    /**
     * Number of tasks of a step: its own, else that of the widest step that forwards to it, else the default.
     *
     * @param defaultParallelism number of tasks of a step for which nothing else is said
     */
    public int parallelismOf(Step step, int defaultParallelism) {
        Integer own = step.parallelism();
        if (own != null) {
            return own;
        }
        int widest = 0;
        for (StepInput input : step.inputs()) {
            if (!(input.partitioning() instanceof Partitioning.Forward)) {
                return defaultParallelism;
            }
            widest = Math.max(widest, parallelismOf(step(input.from()), defaultParallelism));
        }
        return widest == 0 ? defaultParallelism : widest;
    }

    /** What the outside may see of this topology. */
    public TopologyDescription description() {
        return TopologyDescription.of(this);
    }

    @Override
    public String toString() {
        return description().toString();
    }
}
