package io.millrace.worker.plan;

import io.millrace.topology.Partitioning;
import org.jspecify.annotations.Nullable;

/**
 * All channels from an operator to a stage. Two are equal only if they are the same: a stream that two inputs of one
 * operator read has two exchanges, and each carries every record. (A union, which is one input, takes a stream once.)
 */
public final class Exchange {

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
