package io.millrace.topology;

import io.millrace.deadletter.DeadLetter;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * Edge into a step. Several edges may lead into the same input: a union.
 *
 * @param from name of the step upstream
 * @param sideOutput name of its side output, or null for its main output
 * @param sideOutputType type of the records of the side output, or null if that is not known, or for the main output
 * @param partitioning how records are dealt
 * @param ordinal number of the input of the step, from 0
 */
public record StepInput(
        String from,
        @Nullable String sideOutput,
        @Nullable TypeRef<?> sideOutputType,
        Partitioning partitioning,
        int ordinal) {

    /** Edge whose side output, if it reads one, has a type that is not known, but for dead letters. */
    public StepInput(String from, @Nullable String sideOutput, Partitioning partitioning, int ordinal) {
        this(
                from,
                sideOutput,
                DeadLetter.OUTPUT.name().equals(sideOutput) ? DeadLetter.OUTPUT.type() : null,
                partitioning,
                ordinal);
    }

    /** The same edge, with records dealt in another way. */
    public StepInput with(Partitioning other) {
        return new StepInput(from, sideOutput, sideOutputType, other, ordinal);
    }
}
