package io.millrace.topology;

import org.jspecify.annotations.Nullable;

/**
 * Edge into a step. Several edges may lead into the same input: a union.
 *
 * @param from name of the step upstream
 * @param sideOutput name of its side output, or null for its main output
 * @param partitioning how records are dealt
 * @param ordinal number of the input of the step, from 0
 */
public record StepInput(String from, @Nullable String sideOutput, Partitioning partitioning, int ordinal) {}
