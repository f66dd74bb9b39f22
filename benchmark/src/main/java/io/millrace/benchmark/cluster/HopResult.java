package io.millrace.benchmark.cluster;

import io.millrace.benchmark.measure.Json;
import java.util.List;

/**
 * How late a record came through four stages in two executors: one JSON line.
 *
 * @param engine name of the engine
 * @param workload name of the workload
 * @param recordsPerSecond records that were due in a second
 * @param results records that were timed
 * @param p50Millis half of them came no later than this after they were due
 * @param p99Millis 99 of 100 came no later than this
 * @param p999Millis 999 of 1,000 came no later than this
 * @param maxMillis all came no later than this
 * @param hiccupP99Millis how late 99 of 100 wake-ups of a thread that only sleeps were at most, in the worse executor
 * @param hiccupP999Millis how late 999 of 1,000 were
 * @param hiccupMaxMillis how late the latest was
 * @param jdk version of Java
 */
record HopResult(
        String engine,
        String workload,
        long recordsPerSecond,
        long results,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        double maxMillis,
        double hiccupP99Millis,
        double hiccupP999Millis,
        double hiccupMaxMillis,
        String jdk) {

    private static final double MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * The result of what executors have seen.
     *
     * @throws IllegalStateException if records are missing
     */
    static HopResult of(List<Latencies> executors) {
        Latencies timed = executors.get(0);
        // The first and the last one may be due just outside.
        if (Math.abs(timed.results() - timed.expected()) > 1) {
            throw new IllegalStateException("Records are missing or too many: expected=" + timed.expected() + ", found="
                    + timed.results() + "; no figure of this run counts");
        }
        return new HopResult(
                "millrace",
                "shuffle-latency",
                NANOS_PER_SECOND / PulseSource.PERIOD_NANOS,
                timed.results(),
                millis(timed.p50Micros()),
                millis(timed.p99Micros()),
                millis(timed.p999Micros()),
                millis(timed.maxMicros()),
                millis(executors.stream()
                        .mapToLong(Latencies::hiccupP99Micros)
                        .max()
                        .orElseThrow()),
                millis(executors.stream()
                        .mapToLong(Latencies::hiccupP999Micros)
                        .max()
                        .orElseThrow()),
                millis(executors.stream()
                        .mapToLong(Latencies::hiccupMaxMicros)
                        .max()
                        .orElseThrow()),
                Json.jdk());
    }

    private static double millis(long micros) {
        return Json.round(micros / MICROS_PER_MILLI);
    }
}
