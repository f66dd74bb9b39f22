package io.millrace.stream;

import io.millrace.deadletter.DeadLetter;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.Retry;
import java.time.Duration;
import java.util.List;

/** A sink of the topology, the end of a stream. */
public final class SinkStep {

    private final TopologyBuilder builder;
    private final StepDraft step;

    SinkStep(TopologyBuilder builder, StepDraft step) {
        this.builder = builder;
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

    /**
     * Calls the code of the sink again, up to so many times, for a record for which it throws, before its error policy
     * decides; the wait before each call doubles. The sink is then the first of its stage.
     */
    public SinkStep retry(int retries, Duration backoff) {
        return retry(Retry.of(retries, backoff));
    }

    /** Calls the code of the sink again for a record for which it throws, before its error policy decides. */
    public SinkStep retry(Retry retry) {
        step.retry = StepDraft.required(retry, "retry", step.name);
        return this;
    }

    /**
     * What the sink could not write, to be written elsewhere. Sets the policy {@code DEAD_LETTER}; records are taken to
     * another sink with the guarantee of the topology.
     */
    public DataStream<DeadLetter> deadLetters() {
        step.declareDeadLetters();
        return DataStream.ofSideOutput(builder, step, DeadLetter.OUTPUT);
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
