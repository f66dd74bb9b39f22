package io.millrace.topology;

import io.millrace.type.TypeRef;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source, operator or sink of a topology.
 *
 * @param name its identity in state, metrics, REST and on the wire
 * @param spec what it does
 * @param inputs edges into it
 * @param parallelism number of tasks, or null to take that of the input or the default
 * @param isBlocking whether its code may block, and so has threads of its own
 * @param startsStage whether it is never fused with the step before it
 * @param errorPolicy what becomes of a record for which its code throws
 * @param outputType type of its main output, or null if it is not known
 * @param formerly names that it had before, under which checkpoints may know its state
 * @param retry how often its code is called again for a record for which it throws
 */
public record Step(
        String name,
        StepSpec spec,
        List<StepInput> inputs,
        @Nullable Integer parallelism,
        boolean isBlocking,
        boolean startsStage,
        ErrorPolicy errorPolicy,
        @Nullable TypeRef<?> outputType,
        List<String> formerly,
        Retry retry) {

    /** Keeps its own copy of the lists. */
    public Step {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(errorPolicy, "errorPolicy");
        Objects.requireNonNull(retry, "retry");
        inputs = List.copyOf(inputs);
        formerly = List.copyOf(formerly);
    }

    /** A step that has had no other name. */
    public Step(
            String name,
            StepSpec spec,
            List<StepInput> inputs,
            @Nullable Integer parallelism,
            boolean isBlocking,
            boolean startsStage,
            ErrorPolicy errorPolicy,
            @Nullable TypeRef<?> outputType) {
        this(name, spec, inputs, parallelism, isBlocking, startsStage, errorPolicy, outputType, List.of());
    }

    /** A step whose code is called once for each record. */
    public Step(
            String name,
            StepSpec spec,
            List<StepInput> inputs,
            @Nullable Integer parallelism,
            boolean isBlocking,
            boolean startsStage,
            ErrorPolicy errorPolicy,
            @Nullable TypeRef<?> outputType,
            List<String> formerly) {
        this(name, spec, inputs, parallelism, isBlocking, startsStage, errorPolicy, outputType, formerly, Retry.NONE);
    }

    /** With another number of tasks. */
    public Step withParallelism(@Nullable Integer tasks) {
        return new Step(name, spec, inputs, tasks, isBlocking, startsStage, errorPolicy, outputType, formerly, retry);
    }

    /** With code that may block, or may not. */
    public Step withBlocking(boolean mayBlock) {
        return new Step(
                name, spec, inputs, parallelism, mayBlock, startsStage, errorPolicy, outputType, formerly, retry);
    }

    /** With another error policy. */
    public Step withErrorPolicy(ErrorPolicy policy) {
        return new Step(name, spec, inputs, parallelism, isBlocking, startsStage, policy, outputType, formerly, retry);
    }

    /** With other retries. */
    public Step withRetry(Retry other) {
        return new Step(
                name, spec, inputs, parallelism, isBlocking, startsStage, errorPolicy, outputType, formerly, other);
    }

    /** Whether it is never fused with the step before it: a record that is tried again must hold up nobody else's. */
    public boolean isStageRoot() {
        return startsStage || !retry.isNone();
    }

    /**
     * Whether a record that fails has to be there whole, to be tried again or written down: nothing that its code emitted
     * has gone on then, and its windows are aggregated in one stage.
     */
    public boolean needsWholeRecords() {
        return !retry.isNone() || errorPolicy == ErrorPolicy.DEAD_LETTER;
    }

    /** With names that it had before. */
    public Step withFormerly(List<String> names) {
        return new Step(
                name, spec, inputs, parallelism, isBlocking, startsStage, errorPolicy, outputType, names, retry);
    }

    /** Form of a name under which names are compared: without case, dashes and underscores. */
    public static String canonicalName(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
