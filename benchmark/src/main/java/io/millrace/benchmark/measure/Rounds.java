package io.millrace.benchmark.measure;

/**
 * How often a contest is run.
 *
 * @param warmups rounds before the measured ones
 * @param runs rounds that are measured
 */
public record Rounds(int warmups, int runs) {}
