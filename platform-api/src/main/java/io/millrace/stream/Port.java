package io.millrace.stream;

import io.millrace.function.OutputTag;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * One output of a step.
 *
 * @param step the step
 * @param sideOutput the side output, or null for the main output
 */
record Port(StepDraft step, @Nullable OutputTag<?> sideOutput) {

    @Nullable
    TypeRef<?> type() {
        return sideOutput == null ? step.outputType : sideOutput.type();
    }

    /** Takes the type that a reader expects, where nothing better is known. */
    void expect(@Nullable TypeRef<?> type) {
        if (sideOutput == null && step.outputType == null) {
            step.outputType = type;
        }
    }
}
