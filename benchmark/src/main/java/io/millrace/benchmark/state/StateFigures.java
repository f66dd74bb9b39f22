package io.millrace.benchmark.state;

import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.usage.Usage;
import io.millrace.status.CheckpointSummary;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What one run came to.
 *
 * @param updatesPerSecond updates of state in a second
 * @param cpuSecondsPerMillion processor time of the process for a million updates
 * @param peakHeapMiB most heap in use
 * @param p50Micros median time of a group of updates in one task
 * @param p999Micros 99.9 % of the groups took no longer
 * @param stallP999Millis 99.9 % of what comes at any time waits no longer for a group to end
 * @param maxMillis longest time of a group
 * @param checkpoints number of checkpoints that were decided while it was measured
 * @param failedCheckpoints number of those that came to nothing
 * @param freezeMaxMillis longest time from the last barrier's coming to a task to the task's going on
 * @param alignmentMaxMillis longest time that the inputs of a task waited for each other
 * @param writeMillis median time of writing a checkpoint
 * @param checkpointMillis median time from asking for a checkpoint to its being decided
 * @param snapshotMiB median size of a checkpoint
 * @param restoreMillis time from starting again to RUNNING
 */
record StateFigures(
        double updatesPerSecond,
        double cpuSecondsPerMillion,
        double peakHeapMiB,
        double p50Micros,
        double p999Micros,
        double stallP999Millis,
        double maxMillis,
        long checkpoints,
        long failedCheckpoints,
        double freezeMaxMillis,
        double alignmentMaxMillis,
        double writeMillis,
        double checkpointMillis,
        double snapshotMiB,
        double restoreMillis) {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double MILLION = 1e6;
    private static final double TAIL_PERCENT = 99.9;

    static StateFigures of(
            long updates, double seconds, Usage usage, Histogram nanos, List<CheckpointSummary> taken, long failed) {
        long usual = nanos.getValueAtPercentile(50);
        Histogram felt = nanos.copyCorrectedForCoordinatedOmission(Math.max(1, usual));
        return new StateFigures(
                updates / seconds,
                usage.cpuSeconds() * MILLION / Math.max(1, updates),
                usage.peakHeapMiB(),
                usual / NANOS_PER_MICRO,
                nanos.getValueAtPercentile(TAIL_PERCENT) / NANOS_PER_MICRO,
                felt.getValueAtPercentile(TAIL_PERCENT) / NANOS_PER_MILLI,
                nanos.getMaxValue() / NANOS_PER_MILLI,
                taken.size(),
                failed,
                max(taken, CheckpointSummary::freeze),
                max(taken, CheckpointSummary::alignment),
                median(taken, summary -> millis(summary.write())),
                median(taken, summary -> millis(summary.duration())),
                median(taken, summary -> summary.bytes() / BYTES_PER_MIB),
                0);
    }

    StateFigures withRestoreMillis(double millis) {
        return new StateFigures(
                updatesPerSecond,
                cpuSecondsPerMillion,
                peakHeapMiB,
                p50Micros,
                p999Micros,
                stallP999Millis,
                maxMillis,
                checkpoints,
                failedCheckpoints,
                freezeMaxMillis,
                alignmentMaxMillis,
                writeMillis,
                checkpointMillis,
                snapshotMiB,
                millis);
    }

    /** With no more digits than they are worth. */
    StateFigures rounded() {
        return new StateFigures(
                Math.round(updatesPerSecond),
                Json.round(cpuSecondsPerMillion),
                Json.round(peakHeapMiB),
                Json.round(p50Micros),
                Json.round(p999Micros),
                Json.round(stallP999Millis),
                Json.round(maxMillis),
                checkpoints,
                failedCheckpoints,
                Json.round(freezeMaxMillis),
                Json.round(alignmentMaxMillis),
                Json.round(writeMillis),
                Json.round(checkpointMillis),
                Json.round(snapshotMiB),
                Json.round(restoreMillis));
    }

    /** Medians of several runs; of what is a maximum in each run, the maximum. */
    static StateFigures median(List<StateFigures> runs) {
        return new StateFigures(
                median(runs, StateFigures::updatesPerSecond),
                median(runs, StateFigures::cpuSecondsPerMillion),
                median(runs, StateFigures::peakHeapMiB),
                median(runs, StateFigures::p50Micros),
                median(runs, StateFigures::p999Micros),
                median(runs, StateFigures::stallP999Millis),
                runs.stream().mapToDouble(StateFigures::maxMillis).max().orElse(0),
                runs.stream().mapToLong(StateFigures::checkpoints).sum(),
                runs.stream().mapToLong(StateFigures::failedCheckpoints).sum(),
                runs.stream().mapToDouble(StateFigures::freezeMaxMillis).max().orElse(0),
                runs.stream()
                        .mapToDouble(StateFigures::alignmentMaxMillis)
                        .max()
                        .orElse(0),
                median(runs, StateFigures::writeMillis),
                median(runs, StateFigures::checkpointMillis),
                median(runs, StateFigures::snapshotMiB),
                median(runs, StateFigures::restoreMillis));
    }

    private static double max(List<CheckpointSummary> taken, Function<CheckpointSummary, Duration> part) {
        return taken.stream()
                .mapToDouble(summary -> millis(part.apply(summary)))
                .max()
                .orElse(0);
    }

    private static double millis(Duration length) {
        return length.toNanos() / NANOS_PER_MILLI;
    }

    private static <T> double median(List<T> all, ToDoubleFunction<T> part) {
        double[] sorted = all.stream().mapToDouble(part).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
