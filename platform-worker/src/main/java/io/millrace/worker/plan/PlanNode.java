package io.millrace.worker.plan;

import io.millrace.topology.Partitioning;
import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/** One operator of a stage. Two are equal only if they are the same. */
public final class PlanNode {

    private final Stage stage;
    private final Step step;
    private final Role role;
    private final @Nullable PlanNode parent;
    private final @Nullable String parentOutput;
    private final Partitioning link;

    PlanNode(
            Stage stage,
            Step step,
            Role role,
            @Nullable PlanNode parent,
            @Nullable String parentOutput,
            Partitioning link) {
        this.stage = stage;
        this.step = step;
        this.role = role;
        this.parent = parent;
        this.parentOutput = parentOutput;
        this.link = link;
    }

    /** The stage that it belongs to. */
    public Stage stage() {
        return stage;
    }

    /** The step that it executes. */
    public Step step() {
        return step;
    }

    /** Which part of the step it executes. */
    public Role role() {
        return role;
    }

    /** The operator of the same stage that it reads from, or null for the root. */
    public @Nullable PlanNode parent() {
        return parent;
    }

    /** Side output of the parent that it reads, or null for the main output. */
    public @Nullable String parentOutput() {
        return parentOutput;
    }

    /** How records come from the parent; keyed if the exchange was elided. */
    public Partitioning link() {
        return link;
    }

    /** The type of the keys that it works by, or null if its input has none. */
    public @Nullable TypeRef<?> keyType() {
        for (StepInput input : step.inputs()) {
            if (input.partitioning() instanceof Partitioning.Keyed keyed) {
                return keyed.keyType();
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return step.name() + (role == Role.COMBINING ? " (combining)" : "");
    }

    /** Part of a step that an operator executes. */
    public enum Role {
        /** The whole step. */
        WHOLE,
        /** The first of two stages of an aggregation. */
        COMBINING
    }
}
