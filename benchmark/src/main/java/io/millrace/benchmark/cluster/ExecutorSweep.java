package io.millrace.benchmark.cluster;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.workload.PassStrings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Shuffles strings among ever more executors on this machine, each of which has sources and keyed tasks and sends to all
 * others, and says what a record costs.
 */
final class ExecutorSweep {

    /** Small, for there may be many. */
    private static final List<String> OPTIONS =
            List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    private static final int PERCENT = 100;
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private final SpreadOptions options;
    private final Duration length;
    private final Rounds rounds;
    private final Console console;
    private final List<SpreadResult> results = new ArrayList<>();

    ExecutorSweep(SpreadOptions options, Duration length, Rounds rounds, Console console) {
        this.options = options;
        this.length = length;
        this.rounds = rounds;
        this.console = console;
    }

    /** Measures each number of executors and prints a line for it, and a table. */
    void run() throws Exception {
        console.say("Each executor is a JVM with " + String.join(" ", OPTIONS));
        for (int executors : options.executors()) {
            SpreadResult result = measure(executors);
            results.add(result);
            console.result(Json.line(result));
        }
        console.say("");
        console.say(
                "| executors | tasks | crossing | records/s | CPU s per million | against "
                        + results.get(0).executors()
                        + " | tasks, network, JVM | bytes | frames/s | records per frame | writes per record | flushes per record |");
        console.say("|---|---|---|---|---|---|---|---|---|---|---|---|");
        results.forEach(result -> console.say(row(result)));
    }

    private SpreadResult measure(int executors) throws Exception {
        JobSpec job = options.job(executors);
        double crossing = crossing(executors, job);
        List<SpreadFigures> figures = new ArrayList<>();
        try (ExecutorGroup group = ExecutorGroup.start(executors, job, OPTIONS)) {
            group.give(ENDLESS);
            for (int i = -rounds.warmups(); i < rounds.runs(); i++) {
                SpreadFigures run = measure(group, crossing);
                console.say("executors=" + executors + ", " + (i < 0 ? "warm-up: " : "run " + (i + 1) + ": ") + run);
                if (i >= 0) {
                    figures.add(run);
                }
            }
        }
        return SpreadResult.of(
                executors,
                job,
                crossing,
                length.toMillis() / 1e3,
                SpreadFigures.median(figures),
                String.join(" ", OPTIONS));
    }

    private SpreadFigures measure(ExecutorGroup group, double crossing) throws IOException, InterruptedException {
        Counts before = group.counts();
        long startNanos = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        Counts after = group.counts();
        return SpreadFigures.of(after.since(before), System.nanoTime() - startNanos, crossing);
    }

    /** Of the records that all sources emit, the share that leaves its executor. */
    private static double crossing(int executors, JobSpec job) {
        if (executors == 1 || job.isRemoteOnly()) {
            return executors == 1 ? 0 : 1;
        }
        List<String> addresses =
                IntStream.range(0, executors).mapToObj(Integer::toString).toList();
        PassStrings strings = new PassStrings();
        long leaving = 0;
        for (int source = 0; source < job.parallelism(); source++) {
            ExecutorSpec spec = new ExecutorSpec(source % executors, addresses, "", job);
            leaving += IntStream.range(0, PassStrings.COUNT)
                    .filter(i -> !spec.isLocal(strings.get(i)))
                    .count();
        }
        return (double) leaving / PassStrings.COUNT / job.parallelism();
    }

    private String row(SpreadResult result) {
        SpreadFigures figures = result.figures();
        return String.format(
                Locale.ROOT,
                "| %d | %d | %.2f | %.0f | %.3f | %.2f | %.0f, %.0f, %.0f %% | %.1f | %.0f | %.1f | %.5f | %.5f |",
                result.executors(),
                result.parallelism(),
                result.crossing(),
                figures.eventsPerSecond(),
                figures.cpuSecondsPerMillion(),
                figures.cpuSecondsPerMillion() / results.get(0).figures().cpuSecondsPerMillion(),
                PERCENT * figures.taskCpuShare(),
                PERCENT * figures.netCpuShare(),
                PERCENT * (1 - figures.taskCpuShare() - figures.netCpuShare()),
                figures.bytesPerEvent(),
                figures.framesPerSecond(),
                figures.eventsPerFrame(),
                figures.writesPerEvent(),
                figures.flushesPerEvent());
    }
}
