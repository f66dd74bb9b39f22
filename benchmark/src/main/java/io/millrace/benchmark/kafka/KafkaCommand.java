package io.millrace.benchmark.kafka;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.EventCount;
import io.millrace.benchmark.cli.Interval;
import io.millrace.benchmark.cli.RunCount;
import io.millrace.benchmark.cli.Seconds;
import io.millrace.benchmark.cli.WarmupCount;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.Result;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.measure.Summary;
import io.millrace.examples.kafka.BrokerSettings;
import io.millrace.examples.kafka.KafkaBrokers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Windows from Kafka to Kafka, each result once: Millrace beside Kafka Streams on one broker, a process of its own. */
@Command(
        name = "kafka",
        description = "Counts words of a topic in windows into another, each result once, beside Kafka Streams with"
                + " exactly_once_v2: throughput from a full topic, then latency at a steady rate.")
public final class KafkaCommand implements Callable<Integer> {

    private static final int PARTITIONS = 4;
    private static final int DISTINCT_WORDS = 1_000;
    private static final int WINDOW_MILLIS = 1_000;
    private static final int FEED_RECORDS_PER_SECOND = 20_000;

    private final Console console;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = EventCount.class,
            description = "Records of the full topic. Default: ${DEFAULT-VALUE}")
    private long events = 4_000_000;

    @Option(
            names = "--runs",
            paramLabel = "N",
            converter = RunCount.class,
            description = "Measured runs of each engine. Default: ${DEFAULT-VALUE}")
    private long runs = 5;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = WarmupCount.class,
            description = "Runs of each engine before the measured ones. Default: ${DEFAULT-VALUE}")
    private long warmups = 2;

    @Option(
            names = "--commit",
            paramLabel = "T",
            converter = Interval.class,
            description = "Time between two commits while throughput is measured. Default: 1s")
    private Duration commit = Duration.ofSeconds(1);

    @Option(
            names = "--latency-commit",
            paramLabel = "T",
            converter = Interval.class,
            description = "Time between two commits while latency is measured. Default: 100ms")
    private Duration latencyCommit = Duration.ofMillis(100);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to measure latency, after a third of it for warming up. Default: 30")
    private Duration length = Duration.ofSeconds(30);

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use these brokers instead of starting one")
    private @Nullable String servers;

    /** Prints to a console. */
    public KafkaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (servers != null) {
            measure(new KafkaCluster(servers, PARTITIONS));
            return 0;
        }
        console.say("kafka: starting a broker");
        try (KafkaBrokers brokers = KafkaBrokers.start(BrokerSettings.of(1))) {
            measure(new KafkaCluster(brokers.bootstrapServers(), PARTITIONS));
        }
        return 0;
    }

    private void measure(KafkaCluster cluster) throws Exception {
        // Not long ago: brokers delete what is older than a week by its own time.
        long lengthMillis = events * 1_000 / FEED_RECORDS_PER_SECOND;
        long startMillis = System.currentTimeMillis() - lengthMillis;
        WordFeed feed = new WordFeed(
                events,
                DISTINCT_WORDS,
                startMillis - startMillis % WINDOW_MILLIS,
                FEED_RECORDS_PER_SECOND,
                WINDOW_MILLIS);
        WindowCounts expected = feed.expected();
        String input = cluster.newTopic("words-" + System.currentTimeMillis());
        console.say("kafka: writing " + events + " words; " + expected.results() + " results are to come");
        List<Result> results;
        try (FeedProducer producer = new FeedProducer(cluster, input, 20)) {
            producer.writeAll(feed);
            ThroughputContest contest =
                    new ThroughputContest(cluster, input, expected, () -> producer.closeWindows(feed), console::say);
            results = contest.run(jobs(cluster, commit), new Rounds((int) warmups, (int) runs));
        }
        results.forEach(result -> console.result(Json.line(result)));
        console.say(Summary.row(results.get(0), results.get(1)));

        LatencyProbe probe =
                new LatencyProbe(cluster, FEED_RECORDS_PER_SECOND, WINDOW_MILLIS, length.dividedBy(3), length);
        List<KafkaLatency> latencies = new ArrayList<>();
        for (WindowJob job : jobs(cluster, latencyCommit)) {
            console.say("kafka: latency of " + job.engine() + ", " + FEED_RECORDS_PER_SECOND + " records/s for "
                    + length.plus(length.dividedBy(3)).toSeconds() + " s");
            latencies.add(probe.measure(job, job.engine() + "-latency-" + System.currentTimeMillis()));
        }
        latencies.forEach(latency -> console.result(Json.line(latency)));
        console.say("| engine | results | p50 | p99 | p99.9 | max | CPU s per million |");
        latencies.forEach(latency -> console.say(latency.row()));
    }

    private static List<WindowJob> jobs(KafkaCluster cluster, Duration commit) {
        int commitMillis = (int) commit.toMillis();
        int cores = Runtime.getRuntime().availableProcessors();
        return List.of(
                new MillraceWindowJob(cluster, WINDOW_MILLIS, commitMillis, cores),
                new StreamsWindowJob(cluster, WINDOW_MILLIS, commitMillis, cores));
    }
}
