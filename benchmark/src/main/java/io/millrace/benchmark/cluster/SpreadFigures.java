package io.millrace.benchmark.cluster;

import io.millrace.benchmark.measure.Json;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a record cost among executors, in a time that was measured.
 *
 * @param eventsPerSecond records that came to sinks
 * @param cpuSecondsPerMillion processor time of all executors for a million of them
 * @param taskCpuShare share of it that the threads took that call tasks
 * @param netCpuShare share of it that the threads took that read and write connections; the rest is that of the JVM itself
 * @param bytesPerEvent bytes sent to other executors for each
 * @param framesPerSecond frames of all executors, those of credit included
 * @param eventsPerFrame records that crossed, by frames
 * @param writesPerEvent pieces written for each record
 * @param flushesPerEvent times that a socket was given some, for each
 * @param wakeUpsPerEvent times that an I/O thread was woken, for each
 */
record SpreadFigures(
        double eventsPerSecond,
        double cpuSecondsPerMillion,
        double taskCpuShare,
        double netCpuShare,
        double bytesPerEvent,
        double framesPerSecond,
        double eventsPerFrame,
        double writesPerEvent,
        double flushesPerEvent,
        double wakeUpsPerEvent) {

    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;

    /**
     * The figures of some time.
     *
     * @param crossing share of the records whose task is in another executor
     */
    static SpreadFigures of(Counts counts, long nanos, double crossing) {
        double events = Math.max(1, counts.arrived());
        double seconds = nanos / NANOS;
        double cpuNanos = Math.max(1, counts.cpu().totalNanos());
        return new SpreadFigures(
                Json.round(events / seconds),
                Json.round(cpuNanos / NANOS * MILLION / events),
                Json.round(counts.cpu().taskNanos() / cpuNanos),
                Json.round(counts.cpu().netNanos() / cpuNanos),
                Json.round(counts.bytes() / events),
                Json.round(counts.frames() / seconds),
                Json.round(events * crossing / Math.max(1, counts.frames())),
                Json.round(counts.writes() / events),
                Json.round(counts.flushes() / events),
                Json.round(counts.wakeUps() / events));
    }

    /** The figures whose every part is the median of that part. */
    static SpreadFigures median(List<SpreadFigures> runs) {
        return new SpreadFigures(
                median(runs, SpreadFigures::eventsPerSecond),
                median(runs, SpreadFigures::cpuSecondsPerMillion),
                median(runs, SpreadFigures::taskCpuShare),
                median(runs, SpreadFigures::netCpuShare),
                median(runs, SpreadFigures::bytesPerEvent),
                median(runs, SpreadFigures::framesPerSecond),
                median(runs, SpreadFigures::eventsPerFrame),
                median(runs, SpreadFigures::writesPerEvent),
                median(runs, SpreadFigures::flushesPerEvent),
                median(runs, SpreadFigures::wakeUpsPerEvent));
    }

    private static double median(List<SpreadFigures> runs, ToDoubleFunction<SpreadFigures> part) {
        double[] sorted = runs.stream().mapToDouble(part).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : Json.round((sorted[middle - 1] + sorted[middle]) / 2);
    }
}
