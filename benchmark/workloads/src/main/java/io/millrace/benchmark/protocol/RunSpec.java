package io.millrace.benchmark.protocol;

import io.millrace.benchmark.workload.WorkloadKind;

/**
 * What is asked of an engine.
 *
 * @param workload what to do
 * @param parallelism number of parallel tasks of each step
 * @param events how many events to do it with
 */
public record RunSpec(WorkloadKind workload, int parallelism, long events) {}
