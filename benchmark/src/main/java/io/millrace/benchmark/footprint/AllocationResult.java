package io.millrace.benchmark.footprint;

/**
 * What is reported of allocation in steady state.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param parallelism number of tasks of each step
 * @param events number of records
 * @param seconds how long it was watched
 * @param eventsPerSecond records by that time
 * @param bytesPerEvent bytes allocated by all threads, by records
 * @param jdk version of Java
 */
record AllocationResult(
        String engine,
        String workload,
        int parallelism,
        long events,
        double seconds,
        long eventsPerSecond,
        double bytesPerEvent,
        String jdk) {}
