package io.millrace.worker.plan;

import io.millrace.deadletter.DeadLetter;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Step;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * All channels from an operator to a stage. Two are equal only if they are the same: a stream that two inputs of one
 * operator read has two exchanges, and each carries every record. (A union, which is one input, takes a stream once.)
 */
public final class Exchange {

    private static final String DEAD_KEYS = DeadLetter.OUTPUT.name() + "@";

    private final int number;
    private final PlanNode from;
    private final @Nullable String output;
    private final Stage to;
    private final Partitioning partitioning;
    private final @Nullable TypeRef<?> elementType;
    private final boolean isPartial;
    private final int ordinal;

    Exchange(
            int number,
            PlanNode from,
            @Nullable String output,
            Stage to,
            Partitioning partitioning,
            @Nullable TypeRef<?> elementType,
            boolean isPartial,
            int ordinal) {
        this.number = number;
        this.from = from;
        this.output = output;
        this.to = to;
        this.partitioning = partitioning;
        this.elementType = elementType;
        this.isPartial = isPartial;
        this.ordinal = ordinal;
    }

    /** Number among the exchanges of the plan, from 0. */
    public int number() {
        return number;
    }

    /** The operator that sends. */
    public PlanNode from() {
        return from;
    }

    /** Its side output, or null for its main output. */
    public @Nullable String output() {
        return output;
    }

    /**
     * The output to which a sender gives the dead letters of the step that it sends to: records without a key. No name of a
     * side output looks like it.
     */
    public static String deadKeysOf(Step reader) {
        return DEAD_KEYS + reader.name();
    }

    /** Whether it carries dead letters of a step that the sender sends to. */
    public boolean carriesDeadKeys() {
        return output != null && output.startsWith(DEAD_KEYS);
    }

    /** The stage that receives. */
    public Stage to() {
        return to;
    }

    /** How records are dealt. */
    public Partitioning partitioning() {
        return partitioning;
    }

    /** Number of the input of the receiving operator. */
    public int ordinal() {
        return ordinal;
    }

    /** Whether records carry their keys. */
    public boolean isKeyed() {
        return partitioning instanceof Partitioning.Keyed;
    }

    /** Type of the keys of the records, or null if they have none. */
    public @Nullable TypeRef<?> keyType() {
        return partitioning instanceof Partitioning.Keyed keyed ? keyed.keyType() : null;
    }

    /** Type of the records, or of the accumulators if it carries partial results; null if the topology does not know it. */
    public @Nullable TypeRef<?> elementType() {
        return elementType;
    }

    /** Whether it carries the results of the first of two stages of an aggregation. */
    public boolean isPartial() {
        return isPartial;
    }

    /** Whether task i sends only to task i. */
    public boolean isOneToOne() {
        return partitioning instanceof Partitioning.Forward && from.stage().parallelism() == to.parallelism();
    }

    @Override
    public String toString() {
        return "exchange " + from + (output == null ? "" : "." + output) + " -> " + to.name() + " ("
                + partitioning.kind() + (isPartial ? ", partial" : "") + ")";
    }
}
