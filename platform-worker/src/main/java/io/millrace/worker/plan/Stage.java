package io.millrace.worker.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Operators that run as one unit: a tree whose root takes the stage's input. */
public final class Stage {

    private final int number;
    private final int parallelism;
    private final boolean isBlocking;
    private final List<PlanNode> nodes = new ArrayList<>();

    Stage(int number, int parallelism, boolean isBlocking) {
        this.number = number;
        this.parallelism = parallelism;
        this.isBlocking = isBlocking;
    }

    /** Number among the stages of the plan, from 0. */
    public int number() {
        return number;
    }

    /** Number of tasks. */
    public int parallelism() {
        return parallelism;
    }

    /** Whether its tasks have threads of their own. */
    public boolean isBlocking() {
        return isBlocking;
    }

    /** The operators, each after the one that it reads from; the first is the root. */
    public List<PlanNode> nodes() {
        return nodes;
    }

    /** Name for people: the steps in it. */
    public String name() {
        return nodes.stream().map(node -> node.step().name()).distinct().collect(Collectors.joining(" → "));
    }

    @Override
    public String toString() {
        return "stage " + number + " x" + parallelism + (isBlocking ? " blocking " : " ") + nodes;
    }
}
