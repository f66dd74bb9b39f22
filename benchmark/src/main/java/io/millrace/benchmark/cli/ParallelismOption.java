package io.millrace.benchmark.cli;

import picocli.CommandLine.Option;

/** The option that every workload of several tasks has. */
public final class ParallelismOption {

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = TaskCount.class,
            description = "Tasks of each step; as many threads, up to the number of cores. Default: ${DEFAULT-VALUE}")
    private long parallelism;

    /** Starts with a default. */
    public ParallelismOption(int defaultParallelism) {
        this.parallelism = defaultParallelism;
    }

    /** Number of tasks of each step. */
    public int parallelism() {
        return (int) parallelism;
    }
}
