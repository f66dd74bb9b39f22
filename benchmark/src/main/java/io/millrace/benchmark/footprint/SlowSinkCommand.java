package io.millrace.benchmark.footprint;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.Minutes;
import io.millrace.benchmark.cli.ParallelismOption;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.measure.Json;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Watches the heap while an endless source stands before a sink that sleeps. */
@Command(
        name = "slow-sink",
        description = "Prints the heap in use every 10 s while an endless source waits for a sink that sleeps.")
public final class SlowSinkCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int SLEEP_MILLIS = 10;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Console console;
    private final AtomicLong recordsWritten = new AtomicLong();

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption(2);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            converter = Minutes.class,
            description = "How long to watch. Default: 5")
    private Duration length = Duration.ofMinutes(5);

    /** Prints to a console. */
    public SlowSinkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        int tasks = parallelism.parallelism();
        EndlessSource source = new EndlessSource(tasks, number -> String.format(Locale.ROOT, "%0100d", number));
        long startNanos = System.nanoTime();
        try (RunningTopology running = RunningTopology.start(topology(source), tasks)) {
            for (Duration left = length; !left.isZero(); ) {
                Duration step = left.compareTo(INTERVAL) < 0 ? left : INTERVAL;
                running.keepRunning(step);
                left = left.minus(step);
                console.result(Json.line(sample(source, System.nanoTime() - startNanos)));
            }
        }
        return 0;
    }

    private HeapSample sample(EndlessSource source, long elapsedNanos) {
        System.gc();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new HeapSample(
                "millrace",
                "slow-sink",
                Json.round(elapsedNanos / NANOS_PER_SECOND),
                source.recordsRead(),
                recordsWritten.get(),
                Json.round(heap.getUsed() / BYTES_PER_MIB),
                Json.round(heap.getMax() / BYTES_PER_MIB),
                Json.jdk());
    }

    private Topology topology(EndlessSource source) {
        TopologyBuilder builder = TopologyBuilder.named("slow-sink");
        builder.source("strings", source)
                .rebalance()
                .map("operator", (String value) -> value)
                .rebalance()
                .blockingSink("sleeper", this::write);
        return builder.build();
    }

    private void write(String value) {
        try {
            Thread.sleep(SLEEP_MILLIS);
        } catch (InterruptedException e) {
            // The topology is being stopped: what still comes need not be slow.
            Thread.currentThread().interrupt();
        }
        recordsWritten.incrementAndGet();
    }
}
