package io.millrace.benchmark.latency;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.Result;
import org.HdrHistogram.Histogram;

/**
 * What is reported of a latency probe: the keys of every benchmark, and how late results came.
 *
 * @param result the keys of every benchmark; times cover the warm-up too
 * @param results number of results that were timed
 * @param p50Millis half of them came no later than this after they were due
 * @param p99Millis 99 of 100 came no later than this
 * @param maxMillis all came no later than this
 * @param hiccupP99Millis how late 99 of 100 wake-ups of a thread that only sleeps were at most, in the same run
 * @param hiccupMaxMillis how late the latest of them was
 */
record LatencyResult(
        @JsonUnwrapped Result result,
        long results,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        double hiccupP99Millis,
        double hiccupMaxMillis) {

    private static final double MICROS_PER_MILLI = 1_000;

    /** The latencies and hiccups of histograms in microseconds. */
    static LatencyResult of(Result result, Histogram latencies, Histogram hiccups) {
        return new LatencyResult(
                result,
                latencies.getTotalCount(),
                millis(latencies.getValueAtPercentile(50)),
                millis(latencies.getValueAtPercentile(99)),
                millis(latencies.getMaxValue()),
                millis(hiccups.getValueAtPercentile(99)),
                millis(hiccups.getMaxValue()));
    }

    private static double millis(long micros) {
        return Json.round(micros / MICROS_PER_MILLI);
    }
}
