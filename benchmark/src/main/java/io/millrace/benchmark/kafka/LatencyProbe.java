package io.millrace.benchmark.kafka;

import io.millrace.benchmark.measure.Result;
import io.millrace.benchmark.measure.ResultsDifferException;
import io.millrace.benchmark.measure.Workload;
import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.usage.UsageMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;

/**
 * Feeds a job at a steady rate, and times each result from the end of its window, when it is due, to the moment at which it
 * can be read. The times of words are those at which they are due, so that nothing that is held up is left out (no coordinated
 * omission).
 *
 * @param cluster where topics are
 * @param recordsPerSecond rate
 * @param windowMillis length of a window
 * @param warmup how long to run before
 * @param length how long to measure
 */
record LatencyProbe(KafkaCluster cluster, int recordsPerSecond, int windowMillis, Duration warmup, Duration length) {

    private static final int DISTINCT = 1_000;
    private static final long MAX_MICROS = 3_600_000_000L;
    /** Time to start the job before the first word is due. */
    private static final long LEAD_MILLIS = 10_000;

    KafkaLatency measure(WindowJob job, String id) throws Exception {
        long start = System.currentTimeMillis() + LEAD_MILLIS;
        long records = recordsPerSecond * warmup.plus(length).toSeconds();
        WordFeed feed = new WordFeed(records, DISTINCT, start - start % windowMillis, recordsPerSecond, windowMillis);
        WindowCounts expected = feed.expected();
        String input = cluster.newTopic(id + "-words");
        String output = cluster.newTopic(id + "-results");
        long timedFrom = feed.startMillis() + warmup.toMillis();
        Histogram micros = new Histogram(MAX_MICROS, 3);
        // The last windows are closed by the end of the feed, and not by words.
        long timedTo = feed.timestampMillis(records) - 2L * windowMillis;
        ResultReader.Listener timing = windowStart -> {
            if (windowStart >= timedFrom && windowStart < timedTo) {
                Instant due = Instant.ofEpochMilli(windowStart + windowMillis);
                micros.recordValue(Math.max(0, Math.min(MAX_MICROS, ChronoUnit.MICROS.between(due, Instant.now()))));
            }
        };
        Workload workload = new Workload("kafka-latency", records);
        ResultReader reader = ResultReader.start(cluster, output, expected.results(), timing);
        WindowJob.Running running = job.start(input, output, id);
        try (FeedProducer producer = new FeedProducer(cluster, input, 1)) {
            UsageMeter meter = new UsageMeter();
            meter.start();
            producer.writeWhenDue(feed);
            WindowCounts found = reader.await(() -> producer.closeWindows(feed));
            Usage usage = meter.stop();
            if (!found.equals(expected)) {
                throw new ResultsDifferException(workload, "a plain loop", expected, job.engine(), found);
            }
            return KafkaLatency.of(Result.of(job.engine(), cluster.partitions(), workload, usage), micros);
        } finally {
            running.stop();
            reader.stop();
        }
    }
}
