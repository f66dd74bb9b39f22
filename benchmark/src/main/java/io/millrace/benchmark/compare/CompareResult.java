package io.millrace.benchmark.compare;

import io.millrace.benchmark.measure.Json;

/**
 * What is reported of an engine: one JSON line.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param parallelism number of parallel tasks of each step
 * @param events number of events in one run
 * @param runs number of measured runs
 * @param seconds median time of a run
 * @param spread difference of the slowest run and the fastest, as a part of the median
 * @param eventsPerSecond events by the median time
 * @param cpuSecondsPerMillion median processor time for a million events
 * @param peakHeapMiB median of the most heap that a run used
 * @param peakRssMiB most memory that the process had of the operating system; 0 if it is not known
 * @param jdk version of Java
 */
record CompareResult(
        String engine,
        String workload,
        int parallelism,
        long events,
        int runs,
        double seconds,
        double spread,
        long eventsPerSecond,
        double cpuSecondsPerMillion,
        double peakHeapMiB,
        double peakRssMiB,
        String jdk) {

    static CompareResult of(Comparison comparison, Runs runs) {
        return new CompareResult(
                runs.engine(),
                comparison.workload().title(),
                comparison.parallelism(),
                runs.events(),
                runs.reports().size(),
                Json.round(runs.seconds()),
                Json.round(runs.spread()),
                Math.round(runs.eventsPerSecond()),
                Json.round(runs.cpuSecondsPerMillion()),
                Json.round(runs.peakHeapMiB()),
                Json.round(runs.peakRssMiB()),
                runs.jdk());
    }
}
