package io.millrace.stream;

import io.millrace.topology.ErrorPolicy;
import java.util.List;

/** A sink of the topology, the end of a stream. */
public final class SinkStep {

    private final StepDraft step;

    SinkStep(StepDraft step) {
        this.step = step;
    }

    /** Sets the number of tasks of the sink; without it the sink has as many as the step that forwards to it. */
    public SinkStep parallelism(int tasks) {
        step.parallelism = tasks;
        return this;
    }

    /** Says what becomes of a record for which the sink throws; without it the topology fails. */
    public SinkStep onError(ErrorPolicy policy) {
        step.errorPolicy = StepDraft.required(policy, "policy", step.name);
        return this;
    }

    /**
     * Says that writing a result again changes nothing, as where a key is overwritten with the same value, so that the sink
     * shows each result once though after a failure some are written again.
     *
     * @throws IllegalStateException if the application declares the sink elsewhere
     */
    public SinkStep idempotent() {
        step.idempotent();
        return this;
    }

    /** Names that the sink had before: what a checkpoint holds under one of them is its own. */
    public SinkStep formerly(String... names) {
        step.formerly.addAll(List.of(names));
        return this;
    }

    /** Cuts the fusion of the sink with the step before it. */
    public SinkStep startsStage() {
        step.startsStage = true;
        return this;
    }
}
