package io.millrace.master.live;

import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints and restarts of a topology, as REST shows them.
 *
 * @param enabled whether checkpoints are taken
 * @param intervalSeconds time between the starts of two
 * @param completed number of checkpoints that were decided since the topology was started
 * @param failed number of those that came to nothing
 * @param failedInARow number of those that came to nothing since the last one was decided
 * @param lastFailure why the last one came to nothing, or null
 * @param restarts number of times that a part of the topology was restarted after a failure
 * @param restoredFrom number of the checkpoint that the topology last went on from, or null
 * @param ageSeconds time since the last one was decided, or null
 * @param running the one that is under way, or null
 * @param recent the last ones, the newest first
 */
public record CheckpointsResource(
        boolean enabled,
        double intervalSeconds,
        long completed,
        long failed,
        int failedInARow,
        @Nullable String lastFailure,
        long restarts,
        @Nullable Long restoredFrom,
        @Nullable Double ageSeconds,
        @Nullable RunningResource running,
        List<SummaryResource> recent) {

    static CheckpointsResource of(CheckpointStatus status, long nowMillis) {
        CheckpointSummary last = status.last();
        return new CheckpointsResource(
                status.isEnabled(),
                seconds(status.interval()),
                status.completed(),
                status.failed(),
                status.failedInARow(),
                status.lastFailure(),
                status.restarts(),
                status.restoredFrom() == 0 ? null : status.restoredFrom(),
                last == null ? null : Math.max(0, nowMillis - last.completedAtMillis()) / 1000.0,
                RunningResource.of(status, nowMillis),
                status.recent().stream().map(SummaryResource::of).toList());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /**
     * A checkpoint that is under way.
     *
     * @param id its number
     * @param seconds how long it has taken so far
     * @param waitingFor tasks whose snapshots it waits for
     */
    public record RunningResource(long id, double seconds, List<String> waitingFor) {

        static @Nullable RunningResource of(CheckpointStatus status, long nowMillis) {
            return status.runningId() == 0
                    ? null
                    : new RunningResource(
                            status.runningId(),
                            Math.max(0, nowMillis - status.runningSinceMillis()) / 1000.0,
                            status.waitingFor());
        }
    }

    /**
     * A checkpoint that was decided.
     *
     * @param id its number
     * @param kind what it was taken for
     * @param completedAt when it was decided
     * @param durationSeconds from asking for it to its being decided
     * @param alignmentSeconds longest time that the inputs of a task waited for each other
     * @param freezeSeconds longest time that a task stood still
     * @param writeSeconds time that writing the state took
     * @param bytes size of all files, also of those that earlier checkpoints wrote
     * @param addedBytes bytes that were written for it
     * @param slowestTask the task whose snapshot came last
     * @param transactions number of transactions of sinks that it decided
     * @param stateBytes bytes of keyed state, by operator
     */
    public record SummaryResource(
            long id,
            String kind,
            Instant completedAt,
            double durationSeconds,
            double alignmentSeconds,
            double freezeSeconds,
            double writeSeconds,
            long bytes,
            long addedBytes,
            String slowestTask,
            int transactions,
            Map<String, Long> stateBytes) {

        static SummaryResource of(CheckpointSummary summary) {
            return new SummaryResource(
                    summary.id(),
                    summary.kind(),
                    Instant.ofEpochMilli(summary.completedAtMillis()),
                    seconds(summary.duration()),
                    seconds(summary.alignment()),
                    seconds(summary.freeze()),
                    seconds(summary.write()),
                    summary.bytes(),
                    summary.addedBytes(),
                    summary.slowestTask(),
                    summary.transactions(),
                    summary.stateBytes());
        }
    }
}
