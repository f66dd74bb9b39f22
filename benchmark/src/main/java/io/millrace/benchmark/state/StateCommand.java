package io.millrace.benchmark.state;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.Interval;
import io.millrace.benchmark.cli.KeyCount;
import io.millrace.benchmark.cli.ParallelismOption;
import io.millrace.benchmark.cli.RunCount;
import io.millrace.benchmark.cli.Seconds;
import io.millrace.benchmark.cli.SmallCount;
import io.millrace.benchmark.cli.WarmupCount;
import io.millrace.benchmark.measure.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Updates the state of very many keys, without checkpoints and with them, in turn. */
@Command(
        name = "state",
        description =
                "Updates keyed state at random as fast as it goes: without checkpoints, with one every 10 s, with one"
                        + " every second; then starts again from the last one.")
public final class StateCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption(2);

    @Option(
            names = "--keys",
            paramLabel = "N",
            converter = KeyCount.class,
            description = "Number of keys. Default: ${DEFAULT-VALUE}")
    private long keys = 1_000_000;

    @Option(
            names = "--payload-bytes",
            paramLabel = "N",
            converter = SmallCount.class,
            description = "Bytes of state of each key. Default: ${DEFAULT-VALUE}")
    private long payloadBytes = 100;

    @Option(
            names = "--interval",
            paramLabel = "T",
            split = ",",
            converter = Interval.class,
            description = "Time between two checkpoints, or none; several take turns. Default: none,10s,1s")
    private List<Duration> intervals = List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1));

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to measure in each run. Default: 25")
    private Duration length = Duration.ofSeconds(25);

    @Option(
            names = "--settling-seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to run before, once all keys have state. Default: 3")
    private Duration settling = Duration.ofSeconds(3);

    @Option(
            names = "--runs",
            paramLabel = "N",
            converter = RunCount.class,
            description = "Measured runs of each interval. Default: ${DEFAULT-VALUE}")
    private long runs = 3;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = WarmupCount.class,
            description = "Runs of each interval before the measured ones. Default: ${DEFAULT-VALUE}")
    private long warmups = 1;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where checkpoints go. Default: that of temporary files")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    /** Prints to a console. */
    public StateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        StateJob job = new StateJob(keys, (int) payloadBytes, parallelism.parallelism());
        Map<Duration, List<StateFigures>> figures = new LinkedHashMap<>();
        for (long round = -warmups; round < runs; round++) {
            List<Duration> order = new ArrayList<>(intervals);
            if (round % 2 != 0) {
                Collections.reverse(order);
            }
            for (Duration interval : order) {
                StateFigures run = run(job, interval);
                console.say(label(round) + " " + row(interval, run));
                if (round >= 0) {
                    figures.computeIfAbsent(interval, any -> new ArrayList<>()).add(run);
                }
            }
        }
        report(job, figures);
        return 0;
    }

    private StateFigures run(StateJob job, Duration interval) throws Exception {
        Path checkpoints = Files.createTempDirectory(folder, "millrace-state");
        try {
            return new StateRun(job, interval, settling, length, checkpoints).run();
        } finally {
            delete(checkpoints);
        }
    }

    private void report(StateJob job, Map<Duration, List<StateFigures>> figures) {
        StateFigures first = StateFigures.median(figures.getOrDefault(intervals.get(0), List.of()));
        console.say("");
        console.say("| interval | updates/s | against " + Interval.text(intervals.get(0))
                + " | freeze max | p50 / p99.9 of " + UpdateSink.GROUP
                + " updates | stall p99.9 | longest | size | write | restore | checkpoints |");
        console.say("|---|---|---|---|---|---|---|---|---|---|---|");
        for (Duration interval : intervals) {
            StateFigures median = StateFigures.median(figures.getOrDefault(interval, List.of()));
            console.result(
                    Json.line(StateResult.of(job, Interval.text(interval), length.toMillis() / 1e3, median.rounded())));
            console.say(tableRow(interval, median, first));
        }
    }

    private static String tableRow(Duration interval, StateFigures figures, StateFigures first) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f ms | %.1f / %.1f µs | %.2f ms | %.1f ms | %.0f MiB | %.0f ms | %.0f ms | %d |",
                Interval.text(interval),
                figures.updatesPerSecond(),
                figures.updatesPerSecond() / first.updatesPerSecond(),
                figures.freezeMaxMillis(),
                figures.p50Micros(),
                figures.p999Micros(),
                figures.stallP999Millis(),
                figures.maxMillis(),
                figures.snapshotMiB(),
                figures.writeMillis(),
                figures.restoreMillis(),
                figures.checkpoints());
    }

    private static String label(long round) {
        return round < 0 ? "warm-up:" : "run " + (round + 1) + ":";
    }

    private static String row(Duration interval, StateFigures figures) {
        return tableRow(interval, figures, figures);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
