package io.millrace.master.silence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topology at one moment.
 *
 * @param phase where it is in its life
 * @param cause why it is there, as far as that is known: what it waits for, or what has failed; or null
 * @param steps its steps
 * @param edges edges between them
 * @param sources tasks of its sources of which something is known
 * @param slowSteps steps that hold back others; empty if none do
 */
public record TopologyLook(
        Phase phase,
        @Nullable String cause,
        List<StepLook> steps,
        List<EdgeLook> edges,
        List<SourceLook> sources,
        List<String> slowSteps) {

    /** Keeps its own copies. */
    public TopologyLook {
        steps = List.copyOf(steps);
        edges = List.copyOf(edges);
        sources = List.copyOf(sources);
        slowSteps = List.copyOf(slowSteps);
    }

    /** Where a topology is in its life. */
    public enum Phase {
        /** It does not run yet. */
        STARTING,
        /** Records flow, or could. */
        RUNNING,
        /** It is brought back after a failure. */
        RECOVERING,
        /** It is on its way to its end. */
        STOPPING,
        /** It was stopped, or never started. */
        STOPPED,
        /** All its sources have ended. */
        FINISHED,
        /** It has failed. */
        FAILED
    }

    StepLook step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<StepLook> sinks() {
        return steps.stream().filter(step -> step.kind().equals("sink")).toList();
    }

    List<EdgeLook> inputs(String step) {
        return edges.stream().filter(edge -> edge.to().equals(step)).toList();
    }

    List<SourceLook> tasksOf(String source) {
        return sources.stream().filter(task -> task.step().equals(source)).toList();
    }
}
