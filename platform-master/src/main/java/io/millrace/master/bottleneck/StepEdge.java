package io.millrace.master.bottleneck;

/**
 * Records go from one step to another.
 *
 * @param from step upstream
 * @param to step downstream
 * @param isKeyed whether records of one key go to one task
 */
public record StepEdge(String from, String to, boolean isKeyed) {}
