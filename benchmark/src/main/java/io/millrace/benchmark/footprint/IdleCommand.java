package io.millrace.benchmark.footprint;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.ParallelismOption;
import io.millrace.benchmark.cli.Seconds;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.usage.Usage;
import io.millrace.benchmark.usage.UsageMeter;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a topology without records takes. */
@Command(name = "idle", description = "Measures the processor time that a topology takes while no record comes.")
public final class IdleCommand implements Callable<Integer> {

    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final double PERCENT = 100;

    private final Console console;

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption(2);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long to watch. Default: 30")
    private Duration length = Duration.ofSeconds(30);

    /** Prints to a console. */
    public IdleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        int tasks = parallelism.parallelism();
        UsageMeter meter = new UsageMeter();
        try (RunningTopology running = RunningTopology.start(topology(tasks), tasks)) {
            running.keepRunning(SETTLING);
            console.say("idle: " + length.toSeconds() + " s to go");
            meter.start();
            running.keepRunning(length);
            Usage usage = meter.stop();
            running.stop();
            console.result(Json.line(new IdleResult(
                    "millrace",
                    "idle",
                    tasks,
                    Json.round(usage.seconds()),
                    Json.round(usage.cpuSeconds() / usage.seconds() * PERCENT),
                    Json.jdk())));
        }
        return 0;
    }

    private static Topology topology(int tasks) {
        TopologyBuilder builder = TopologyBuilder.named("idle");
        builder.source("silence", new SilentSource(tasks))
                .keyBy((String value) -> value)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("counts", Aggregates.count())
                .sink("nothing", result -> {});
        return builder.build();
    }
}
