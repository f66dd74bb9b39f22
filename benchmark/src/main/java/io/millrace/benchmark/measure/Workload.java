package io.millrace.benchmark.measure;

/**
 * What all contenders have to do.
 *
 * @param name name, as results show it
 * @param events number of events in one run
 */
public record Workload(String name, long events) {}
