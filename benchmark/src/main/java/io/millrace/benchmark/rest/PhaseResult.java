package io.millrace.benchmark.rest;

import io.millrace.benchmark.measure.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The medians of a phase. Errors are those of all rounds; the fewest events and the longest wait are those of the worst.
 *
 * @param engine always Millrace
 * @param workload always "rest"
 * @param phase what happened beside the topology
 * @param tasks tasks of each step
 * @param seconds length of a round
 * @param recordsPerSecond words that the topology counted in a second
 * @param applicationCpuSeconds processor time of the application in a round
 * @param taskCpuSeconds that of it which its tasks took, or null if the system does not tell
 * @param consoleCpuSeconds that of it which its console took, in the same way
 * @param generatorCpuSeconds processor time of the generator
 * @param bareCpuSeconds processor time of the bare server
 * @param requestsPerSecond requests that were answered in a second, while the phase lasted
 * @param p50Millis half of the answers were there no later than this after their request was due
 * @param p99Millis 99 of 100 were
 * @param maxMillis all were
 * @param fewestEvents events that the listener with the fewest has heard in a round
 * @param errors requests that were not answered as they should be, listeners that ended or heard nothing
 * @param jdk version of Java
 */
record PhaseResult(
        String engine,
        String workload,
        String phase,
        int tasks,
        double seconds,
        long recordsPerSecond,
        double applicationCpuSeconds,
        @Nullable Double taskCpuSeconds,
        @Nullable Double consoleCpuSeconds,
        double generatorCpuSeconds,
        double bareCpuSeconds,
        double requestsPerSecond,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        long fewestEvents,
        long errors,
        String jdk) {

    private static final double MICROS_PER_MILLI = 1_000;

    static PhaseResult of(Phase phase, int tasks, List<PhaseRun> runs) {
        List<LoadResult> loads =
                runs.stream().map(PhaseRun::load).filter(Objects::nonNull).toList();
        return new PhaseResult(
                "millrace",
                "rest",
                phase.text(),
                tasks,
                median(runs, PhaseRun::seconds),
                Math.round(median(runs, PhaseRun::recordsPerSecond)),
                median(runs, run -> run.application().totalSeconds()),
                known(median(runs, run -> run.application().taskSeconds())),
                known(median(runs, run -> run.application().consoleSeconds())),
                median(runs, PhaseRun::generatorSeconds),
                median(runs, PhaseRun::bareSeconds),
                median(runs, run -> run.load() == null ? 0 : run.load().answeredInPhase() / run.seconds()),
                median(loads, load -> load.p50Micros() / MICROS_PER_MILLI),
                median(loads, load -> load.p99Micros() / MICROS_PER_MILLI),
                Json.round(loads.stream().mapToLong(LoadResult::maxMicros).max().orElse(0) / MICROS_PER_MILLI),
                loads.stream().mapToLong(LoadResult::fewestEvents).min().orElse(0),
                sum(loads, LoadResult::errors),
                Json.jdk());
    }

    /** A row for people. */
    String row(PhaseResult alone) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %,d | %.3f | %.1f | %s | %s | %.1f | %.1f | %.0f | %.2f | %.2f | %.1f | %d | %d |",
                tasks,
                phase,
                recordsPerSecond,
                (double) recordsPerSecond / alone.recordsPerSecond,
                applicationCpuSeconds,
                taskCpuSeconds == null ? "" : taskCpuSeconds,
                consoleCpuSeconds == null ? "" : consoleCpuSeconds,
                generatorCpuSeconds,
                bareCpuSeconds,
                requestsPerSecond,
                p50Millis,
                p99Millis,
                maxMillis,
                fewestEvents,
                errors);
    }

    private static @Nullable Double known(double number) {
        return Double.isNaN(number) ? null : number;
    }

    private static long sum(List<LoadResult> loads, ToLongFunction<LoadResult> part) {
        return loads.stream().mapToLong(part).sum();
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> part) {
        double[] sorted = runs.stream().mapToDouble(part).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return Double.isNaN(median) ? median : Json.round(median);
    }
}
