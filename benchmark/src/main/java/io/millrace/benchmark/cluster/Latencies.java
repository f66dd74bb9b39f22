package io.millrace.benchmark.cluster;

import org.HdrHistogram.Histogram;

/**
 * How late records came in an executor, and how late its threads woke up.
 *
 * @param expected records that were due
 * @param results those of them that came
 * @param p50Micros half of them came no later than this after they were due
 * @param p99Micros 99 of 100 did
 * @param p999Micros 999 of 1,000 did
 * @param maxMicros all did
 * @param hiccupP99Micros how late 99 of 100 wake-ups of a thread that only sleeps were at most
 * @param hiccupP999Micros how late 999 of 1,000 were
 * @param hiccupMaxMicros how late the latest was
 */
record Latencies(
        long expected,
        long results,
        long p50Micros,
        long p99Micros,
        long p999Micros,
        long maxMicros,
        long hiccupP99Micros,
        long hiccupP999Micros,
        long hiccupMaxMicros) {

    private static final double P999 = 99.9;

    static Latencies of(long expected, Histogram micros, Histogram hiccups) {
        return new Latencies(
                expected,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(P999),
                micros.getMaxValue(),
                hiccups.getValueAtPercentile(99),
                hiccups.getValueAtPercentile(P999),
                hiccups.getMaxValue());
    }
}
