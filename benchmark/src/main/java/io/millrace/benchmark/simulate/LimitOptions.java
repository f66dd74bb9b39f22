package io.millrace.benchmark.simulate;

import io.millrace.benchmark.cli.SmallCount;
import io.millrace.benchmark.cli.TaskCount;
import io.millrace.worker.simulation.crash.CrashLimits;
import picocli.CommandLine.Option;

/** Options that make runs smaller than their seeds would have them. */
final class LimitOptions {

    private static final long UNLIMITED = Integer.MAX_VALUE;

    @Option(
            names = "--crashes",
            paramLabel = "N",
            converter = SmallCount.class,
            description = "How often the process may die, at most")
    private long crashes = UNLIMITED;

    @Option(
            names = "--failures",
            paramLabel = "N",
            converter = SmallCount.class,
            description = "How often user code may fail, at most")
    private long failures = UNLIMITED;

    @Option(
            names = "--disk-faults",
            paramLabel = "N",
            converter = SmallCount.class,
            description = "How often something of the disk may fail, at most")
    private long diskFaults = UNLIMITED;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = SmallCount.class,
            description = "Events of a split, at most")
    private long events = UNLIMITED;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = TaskCount.class,
            description = "Tasks of a step, at most")
    private long parallelism = UNLIMITED;

    CrashLimits limits() {
        return new CrashLimits((int) crashes, (int) failures, (int) diskFaults, (int) events, (int) parallelism);
    }

    /** The options that say so. */
    static String arguments(CrashLimits limits) {
        return argument("--crashes", limits.processCrashes())
                + argument("--failures", limits.taskFailures())
                + argument("--disk-faults", limits.diskFaults())
                + argument("--events", limits.events())
                + argument("--parallelism", limits.parallelism());
    }

    private static String argument(String name, int value) {
        return value == UNLIMITED ? "" : " " + name + " " + value;
    }
}
