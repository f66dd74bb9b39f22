package io.millrace.benchmark.measure;

import java.util.Locale;

/** Says in a row of Markdown how an engine compares with another in the same run. */
public final class Summary {

    private Summary() {}

    /** The row; above one means that {@code result} has more of it than {@code reference}. */
    public static String row(Result result, Result reference) {
        return String.format(
                Locale.ROOT,
                "| %s | parallelism %d | %s / %s | CPU per event %.2f | events per second %.2f |",
                result.workload(),
                result.parallelism(),
                result.engine(),
                reference.engine(),
                result.cpuSecondsPerMillion() / reference.cpuSecondsPerMillion(),
                (double) result.eventsPerSecond() / reference.eventsPerSecond());
    }
}
