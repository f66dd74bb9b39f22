package io.millrace.benchmark.measure;

import io.millrace.benchmark.usage.Usage;

/**
 * What is reported of an engine: one JSON line.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param parallelism number of parallel tasks that the engine used
 * @param events number of events in one run
 * @param seconds median time of a run
 * @param eventsPerSecond events by that time
 * @param cpuSecondsPerMillion median processor time for a million events
 * @param peakHeapMiB median of the most heap that was used
 * @param jdk version of Java
 */
public record Result(
        String engine,
        String workload,
        int parallelism,
        long events,
        double seconds,
        long eventsPerSecond,
        double cpuSecondsPerMillion,
        double peakHeapMiB,
        String jdk) {

    private static final double MILLION = 1e6;

    /** The result of an engine whose runs took {@code usage}. */
    public static Result of(String engine, int parallelism, Workload workload, Usage usage) {
        return new Result(
                engine,
                workload.name(),
                parallelism,
                workload.events(),
                Json.round(usage.seconds()),
                Math.round(workload.events() / usage.seconds()),
                Json.round(usage.cpuSeconds() * MILLION / workload.events()),
                Json.round(usage.peakHeapMiB()),
                Json.jdk());
    }
}
