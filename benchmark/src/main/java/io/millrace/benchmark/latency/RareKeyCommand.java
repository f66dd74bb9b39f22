package io.millrace.benchmark.latency;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.ParallelismOption;
import io.millrace.benchmark.cli.Seconds;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.Result;
import io.millrace.benchmark.measure.Workload;
import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.usage.UsageMeter;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the results of a rare key in the middle of a busy stream. */
@Command(
        name = "rare-key",
        description = "Times the window results of a key with 10 records a second among 100,000 others.")
public final class RareKeyCommand implements Callable<Integer> {

    private static final int RECORDS_PER_SECOND = 100_000;
    private static final int WINDOW_MILLIS = 100;
    // Time to start the topology before the first record is due.
    private static final int LEAD_MILLIS = 500;

    private final Console console;

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption(2);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to measure. Default: 30")
    private Duration length = Duration.ofSeconds(30);

    @Option(
            names = "--warmup-seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to run before. Default: 10")
    private Duration warmup = Duration.ofSeconds(10);

    /** Prints to a console. */
    public RareKeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        long warmupWindows = warmup.toMillis() / WINDOW_MILLIS;
        long timedWindows = Math.max(1, length.toMillis() / WINDOW_MILLIS);
        long firstWindow = (System.currentTimeMillis() + LEAD_MILLIS) / WINDOW_MILLIS;
        // One window more than is timed: the last one ends with the stream and not with the watermark.
        Schedule schedule = new Schedule(
                firstWindow * WINDOW_MILLIS, RECORDS_PER_SECOND, WINDOW_MILLIS, warmupWindows + timedWindows + 1);
        LatencySink sink = new LatencySink(
                (firstWindow + warmupWindows) * WINDOW_MILLIS,
                (firstWindow + warmupWindows + timedWindows) * WINDOW_MILLIS);
        console.say("rare-key: " + warmup.plus(length).toSeconds() + " s to go");
        LatencyResult result = measure(schedule, sink);
        if (result.results() != timedWindows) {
            throw new IllegalStateException("Results of the rare key are missing or too many: expected=" + timedWindows
                    + ", found=" + result.results() + "; no figure of this run counts");
        }
        console.result(Json.line(result));
        return 0;
    }

    private LatencyResult measure(Schedule schedule, LatencySink sink) throws InterruptedException {
        int tasks = parallelism.parallelism();
        UsageMeter meter = new UsageMeter();
        meter.start();
        HiccupMeter hiccups = HiccupMeter.start();
        RunningTopology.runToEnd(topology(schedule, sink), tasks);
        Histogram lateWakeUps = hiccups.stop();
        Usage usage = meter.stop();
        Result result = Result.of("millrace", tasks, new Workload("rare-key", schedule.recordCount()), usage);
        return LatencyResult.of(result, sink.micros(), lateWakeUps);
    }

    private static Topology topology(Schedule schedule, LatencySink sink) {
        TopologyBuilder builder = TopologyBuilder.named("rare-key");
        builder.source("keys", new ScheduledSource(schedule))
                .parallelism(1)
                .keyBy((String key) -> key)
                .window(WindowSpec.tumbling(Duration.ofMillis(WINDOW_MILLIS)))
                .aggregate("counts", Aggregates.count())
                .sinkTo("latencies", sink);
        return builder.build();
    }
}
