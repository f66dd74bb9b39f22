package io.millrace.benchmark.cluster;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.cli.EventCount;
import io.millrace.benchmark.cli.TaskCount;
import io.millrace.benchmark.measure.Rounds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be asked of a shuffle among executors that run a whole topology. */
public final class SpreadOptions {

    private static final Duration EXECUTORS_LENGTH = Duration.ofSeconds(10);
    private static final Duration LATENCY_LENGTH = Duration.ofSeconds(30);

    @Option(
            names = "--executors",
            paramLabel = "N",
            split = ",",
            converter = TaskCount.class,
            description =
                    "Measure what a record costs among so many executors instead, each a JVM of its own with sources"
                            + " and keyed tasks; several numbers one after the other, such as 1,2,4,8,16.")
    private List<Long> executors = List.of();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = TaskCount.class,
            description = "Tasks of each step in all executors together, with --executors. Default: one in each")
    private @Nullable Long parallelism;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = EventCount.class,
            description =
                    "Records a second of all sources together, with --executors. Default: as fast as they are taken")
    private @Nullable Long rate;

    @Option(
            names = "--remote-only",
            description =
                    "Let no record stay in its executor, with --executors: sources leave out the keys of their own.")
    private boolean isRemoteOnly;

    @Option(
            names = "--window-kib",
            paramLabel = "N",
            converter = TaskCount.class,
            description = "Credit that each channel between executors is given at least, in KiB, with --executors."
                    + " Default: that of the engine")
    private @Nullable Long windowKiB;

    @Option(
            names = "--latency",
            description = "Time one record each millisecond through four stages in two JVMs instead.")
    private boolean isLatency;

    /** Whether anything of this is asked for. */
    public boolean isAsked() {
        return isLatency || !executors.isEmpty();
    }

    /**
     * Does what is asked for.
     *
     * @param length how long to measure each time, or null for the default
     */
    public void run(@Nullable Duration length, Rounds rounds, Console console) throws Exception {
        if (!executors.isEmpty()) {
            new ExecutorSweep(this, length == null ? EXECUTORS_LENGTH : length, rounds, console).run();
        }
        if (isLatency) {
            Duration timed = length == null ? LATENCY_LENGTH : length;
            HopLatency.run(timed.multipliedBy(rounds.warmups()), timed, console);
        }
    }

    List<Integer> executors() {
        return executors.stream().map(Long::intValue).toList();
    }

    /** The job of so many executors; their threads share the cores. */
    JobSpec job(int count) {
        int tasks = parallelism == null ? count : parallelism.intValue();
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / count);
        return new JobSpec(
                JobSpec.Kind.SHUFFLE,
                tasks,
                threads,
                true,
                isRemoteOnly,
                rate == null ? 0 : rate,
                windowKiB == null ? JobSpec.DEFAULT_WINDOW : windowKiB.intValue() << 10);
    }
}
