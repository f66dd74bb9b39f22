package io.millrace.stream;

import io.millrace.topology.Step;
import io.millrace.topology.StepInput;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Step while its topology is being built. */
final class StepDraft {

    final String name;
    private final StepSpec spec;
    private final List<StepInput> inputs;

    @Nullable
    Integer parallelism;

    boolean isBlocking;
    boolean startsStage;

    @Nullable
    TypeRef<?> outputType;

    StepDraft(String name, StepSpec spec, List<StepInput> inputs, @Nullable TypeRef<?> outputType) {
        this.name = name;
        this.spec = spec;
        this.inputs = inputs;
        this.outputType = outputType;
    }

    Step toStep() {
        return new Step(name, spec, inputs, parallelism, isBlocking, startsStage, outputType);
    }
}
