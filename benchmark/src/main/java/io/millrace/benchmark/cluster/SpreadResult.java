package io.millrace.benchmark.cluster;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.benchmark.measure.Json;

/**
 * What a record cost among some number of executors: one JSON line.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param executors number of executors
 * @param parallelism tasks of each step, in all executors together
 * @param threads threads of each executor that call tasks
 * @param rate records a second that were asked for; 0 for as many as were taken
 * @param windowKiB credit that each channel was given at least
 * @param crossing share of the records whose task is in another executor
 * @param seconds length of a measurement
 * @param figures medians
 * @param options of the executors' JVMs
 * @param jdk version of Java
 */
record SpreadResult(
        String engine,
        String workload,
        int executors,
        int parallelism,
        int threads,
        long rate,
        int windowKiB,
        double crossing,
        double seconds,
        @JsonUnwrapped SpreadFigures figures,
        String options,
        String jdk) {

    static SpreadResult of(
            int executors, JobSpec job, double crossing, double seconds, SpreadFigures figures, String options) {
        return new SpreadResult(
                "millrace",
                "shuffle-executors",
                executors,
                job.parallelism(),
                job.threads(),
                job.rate(),
                job.windowBytes() >> 10,
                Json.round(crossing),
                seconds,
                figures,
                options,
                Json.jdk());
    }
}
