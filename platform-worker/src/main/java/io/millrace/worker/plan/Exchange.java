package io.millrace.worker.plan;

import io.millrace.deadletter.DeadLetter;
import io.millrace.topology.Partitioning;
import io.millrace.topology.Step;
import org.jspecify.annotations.Nullable;

/**
 * All channels from an operator to a stage. Two are equal only if they are the same: a stream that two inputs of one
 * operator read has two exchanges, and each carries every record. (A union, which is one input, takes a stream once.)
 */
public final class Exchange {

    private static final String DEAD_KEYS = DeadLetter.OUTPUT.name() + "@";

    private final PlanNode from;
    private final @Nullable String output;
    private final Stage to;
    private final Partitioning partitioning;
    private final boolean isPartial;
    private final int ordinal;

    Exchange(
            PlanNode from,
            @Nullable String output,
            Stage to,
            Partitioning partitioning,
            boolean isPartial,
            int ordinal) {
        this.from = from;
        this.output = output;
        this.to = to;
        this.partitioning = partitioning;
        this.isPartial = isPartial;
        this.ordinal = ordinal;
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
