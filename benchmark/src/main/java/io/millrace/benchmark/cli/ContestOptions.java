package io.millrace.benchmark.cli;

import io.millrace.benchmark.measure.Rounds;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a workload that several engines do in turn. */
public final class ContestOptions {

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption(1);

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = EventCount.class,
            description = "Events of each run. Default: ${DEFAULT-VALUE}")
    private long events;

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

    /** Starts with defaults. */
    public ContestOptions(long defaultEvents) {
        this.events = defaultEvents;
    }

    /** Number of tasks of each step. */
    public int parallelism() {
        return parallelism.parallelism();
    }

    /** Events of each run. */
    public long events() {
        return events;
    }

    /** How often to run. */
    public Rounds rounds() {
        return new Rounds((int) warmups, (int) runs);
    }
}
