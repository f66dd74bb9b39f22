package io.millrace.benchmark.state;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.benchmark.measure.Json;

/** A line for machines. */
record StateResult(
        String engine,
        String workload,
        int parallelism,
        long keys,
        int payloadBytes,
        String interval,
        double seconds,
        @JsonUnwrapped StateFigures figures,
        String jdk) {

    static StateResult of(StateJob job, String interval, double seconds, StateFigures figures) {
        return new StateResult(
                "millrace",
                "state",
                job.parallelism(),
                job.keys(),
                job.payloadBytes(),
                interval,
                seconds,
                figures,
                Json.jdk());
    }
}
