package io.millrace.stream;

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

    /** Cuts the fusion of the sink with the step before it. */
    public SinkStep startsStage() {
        step.startsStage = true;
        return this;
    }
}
