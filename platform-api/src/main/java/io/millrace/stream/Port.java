package io.millrace.stream;

import io.millrace.function.OutputTag;
import io.millrace.topology.Partitioning;
import io.millrace.topology.StepInput;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * One output of a step, and how its records are dealt to the next one.
 *
 * @param step the step
 * @param sideOutput the side output, or null for the main output
 * @param partitioning how the records are dealt, unless the next step is keyed
 */
record Port(StepDraft step, @Nullable OutputTag<?> sideOutput, Partitioning partitioning) {

    static Port ofMainOutput(StepDraft step) {
        return new Port(step, null, Partitioning.FORWARD);
    }

    Port with(Partitioning other) {
        return new Port(step, sideOutput, other);
    }

    /** Whether this is what the step itself returned. */
    boolean isStepItself() {
        return sideOutput == null && partitioning == Partitioning.FORWARD;
    }

    StepInput toStepInput(Partitioning by, int ordinal) {
        return sideOutput == null
                ? new StepInput(step.name, null, by, ordinal)
                : new StepInput(step.name, sideOutput.name(), sideOutput.type(), by, ordinal);
    }

    @Nullable
    TypeRef<?> type() {
        return sideOutput == null ? step.outputType() : sideOutput.type();
    }

    /** Takes the type that a reader expects, where nothing better is known. */
    void expect(@Nullable TypeRef<?> type) {
        if (sideOutput == null && type != null) {
            step.expect(type);
        }
    }
}
