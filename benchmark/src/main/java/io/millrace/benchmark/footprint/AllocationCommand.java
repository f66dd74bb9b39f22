package io.millrace.benchmark.footprint;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.ParallelismOption;
import io.millrace.benchmark.cli.Seconds;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.measure.Json;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts the bytes that the engine allocates for a record. */
@Command(
        name = "allocation",
        description = "Measures the bytes allocated per record by a count of words that exist already.")
public final class AllocationCommand implements Callable<Integer> {

    private static final int WORDS = 1 << 14;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Console console;

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption(2);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to measure. Default: 10")
    private Duration length = Duration.ofSeconds(10);

    @Option(
            names = "--warmup-seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to run before. Default: 10")
    private Duration warmup = Duration.ofSeconds(10);

    /** Prints to a console. */
    public AllocationCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        int tasks = parallelism.parallelism();
        String[] words = words();
        EndlessSource source = new EndlessSource(tasks, number -> words[(int) number & (WORDS - 1)]);
        AllocationMeter meter = new AllocationMeter();
        try (RunningTopology running = RunningTopology.start(topology(source), tasks)) {
            console.say("allocation: " + warmup.plus(length).toSeconds() + " s to go");
            running.keepRunning(warmup);
            long startNanos = System.nanoTime();
            long startRecords = source.recordsRead();
            long startBytes = meter.bytesOfOtherThreads();
            running.keepRunning(length);
            long bytes = meter.bytesOfOtherThreads() - startBytes;
            long records = source.recordsRead() - startRecords;
            double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
            running.stop();
            console.result(Json.line(new AllocationResult(
                    "millrace",
                    "allocation",
                    tasks,
                    records,
                    Json.round(seconds),
                    Math.round(records / seconds),
                    Json.round((double) bytes / records),
                    Json.jdk())));
        }
        return 0;
    }

    private static String[] words() {
        String[] words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = "word-" + i;
        }
        return words;
    }

    private static Topology topology(EndlessSource source) {
        TopologyBuilder builder = TopologyBuilder.named("allocation");
        builder.source("words", source)
                .keyBy((String word) -> word)
                .window(WindowSpec.tumbling(Duration.ofHours(1)))
                .aggregate("counts", Aggregates.count())
                .sink("nothing", result -> {});
        return builder.build();
    }
}
