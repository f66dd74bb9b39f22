package io.millrace.benchmark.shuffle;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.EventCount;
import io.millrace.benchmark.cli.RunCount;
import io.millrace.benchmark.cli.Seconds;
import io.millrace.benchmark.cli.TaskCount;
import io.millrace.benchmark.cli.WarmupCount;
import io.millrace.benchmark.cluster.SpreadOptions;
import io.millrace.benchmark.cluster.SpreadShuffle;
import io.millrace.benchmark.measure.Contest;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.Result;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.measure.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Strings from one process to another, beside what that costs at least: the codec alone, and sockets alone. */
@Command(
        name = "shuffle",
        description = {
            "Brings strings of 100 bytes from one process to another, beside the codec alone, and frames without a protocol"
                    + " over Netty alone.",
            "Processor time is that of all processes together. With --blocked: what a channel whose consumer does not"
                    + " consume takes from the others. With --executors or --latency: the whole engine in several JVMs."
        })
public final class ShuffleCommand implements Callable<Integer> {

    private static final Duration BLOCKED_TIME = Duration.ofSeconds(10);

    private final Console console;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = EventCount.class,
            description = "Strings of each run. Default: ${DEFAULT-VALUE}")
    private long events = 50_000_000;

    @Option(
            names = "--runs",
            paramLabel = "N",
            converter = RunCount.class,
            description = "Measured runs of each. Default: ${DEFAULT-VALUE}")
    private long runs = 5;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = WarmupCount.class,
            description = "Runs of each before the measured ones. Default: ${DEFAULT-VALUE}")
    private long warmups = 2;

    @Option(names = "--lz4", description = "Compress frames.")
    private boolean isCompressed;

    @Option(names = "--blocked", description = "Measure beside a blocked channel instead.")
    private boolean isBlocked;

    @Option(
            names = "--channels",
            paramLabel = "N",
            converter = TaskCount.class,
            description = "Channels of the connection, with --blocked. Default: ${DEFAULT-VALUE}")
    private long channels = 8;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "Length of each measurement, with --blocked, --executors or --latency. Default: 10, with"
                    + " --latency 30")
    private @Nullable Duration time;

    @Mixin
    private final SpreadOptions spread = new SpreadOptions();

    /** Prints to a console. */
    public ShuffleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (isBlocked) {
            BlockedShuffle.run((int) channels, time == null ? BLOCKED_TIME : time, (int) runs, console);
        } else if (spread.isAsked()) {
            spread.run(time, new Rounds((int) warmups, (int) runs), console);
        } else {
            contest();
        }
        return 0;
    }

    private void contest() throws Exception {
        try (MillraceShuffle millrace = MillraceShuffle.start(events, isCompressed);
                BareNetty netty = BareNetty.start(events);
                SpreadShuffle whole = SpreadShuffle.start(1, events);
                SpreadShuffle spread = SpreadShuffle.start(2, events)) {
            List<Result> results = new Contest<>(
                            new Workload("shuffle", events),
                            List.of(millrace, new KryoAlone(events), netty, whole, spread),
                            console::say)
                    .run(new Rounds((int) warmups, (int) runs));
            results.forEach(result -> console.result(Json.line(result)));
            console.say(summary(results.get(0), results.get(1), results.get(2)));
            console.say(addition(results));
            console.say(String.valueOf(millrace.sender().statistics()));
            console.say(spread.crossed());
        }
    }

    private static String summary(Result millrace, Result kryo, Result netty) {
        double least = kryo.cpuSecondsPerMillion() + netty.cpuSecondsPerMillion();
        return String.format(
                Locale.ROOT,
                "| %s | millrace / (kryo + netty) | CPU per event %.2f | events per second / netty %.2f |",
                millrace.workload(),
                millrace.cpuSecondsPerMillion() / least,
                (double) millrace.eventsPerSecond() / netty.eventsPerSecond());
    }

    /** What a second process adds to the topology, beside the least that it can add. */
    private static String addition(List<Result> results) {
        double least = results.get(1).cpuSecondsPerMillion() + results.get(2).cpuSecondsPerMillion();
        Result whole = results.get(3);
        Result spread = results.get(4);
        return String.format(
                Locale.ROOT,
                "| %s | (%s - %s) / (kryo + netty) | CPU per event %.2f | events per second / one JVM %.2f |",
                spread.workload(),
                spread.engine(),
                whole.engine(),
                (spread.cpuSecondsPerMillion() - whole.cpuSecondsPerMillion()) / least,
                (double) spread.eventsPerSecond() / whole.eventsPerSecond());
    }
}
