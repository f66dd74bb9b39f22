package io.millrace.benchmark.kafka;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.Result;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How late results could be read, from the end of their windows.
 *
 * @param result the keys of every benchmark; times cover warm-up, feeding and reading too
 * @param results number of results that were timed
 * @param p50Millis half of them came no later than this
 * @param p99Millis 99 of 100 came no later than this
 * @param p999Millis 999 of 1,000 came no later than this
 * @param maxMillis all came no later than this
 */
record KafkaLatency(
        @JsonUnwrapped Result result,
        long results,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        double maxMillis) {

    static KafkaLatency of(Result result, Histogram micros) {
        return new KafkaLatency(
                result,
                micros.getTotalCount(),
                millis(micros.getValueAtPercentile(50)),
                millis(micros.getValueAtPercentile(99)),
                millis(micros.getValueAtPercentile(99.9)),
                millis(micros.getMaxValue()));
    }

    /** A row of a table for people. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.2f |",
                result.engine(),
                results,
                p50Millis,
                p99Millis,
                p999Millis,
                maxMillis,
                result.cpuSecondsPerMillion());
    }

    private static double millis(long micros) {
        return Json.round(micros / 1_000.0);
    }
}
