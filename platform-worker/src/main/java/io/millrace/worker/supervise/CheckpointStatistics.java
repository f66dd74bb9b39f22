package io.millrace.worker.supervise;

import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import io.millrace.worker.checkpoint.Manifest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of the checkpoints and restarts of one topology.
 *
 * <p><b>Thread.</b> Owned by the supervisor; {@link #status} may be called by any thread and shows what {@link #publish} saw.
 */
final class CheckpointStatistics {

    private static final int RECENT = 20;
    private static final int MISSING = 10;

    private final Duration interval;
    private final Deque<CheckpointSummary> recent = new ArrayDeque<>();
    private long completed;
    private long failed;
    private int failedInARow;
    private @Nullable String lastFailure;
    private long restoredFrom;
    private long restarts;
    private volatile CheckpointStatus published;

    CheckpointStatistics(Duration interval) {
        this.interval = interval;
        this.published = new CheckpointStatus(true, interval, 0, 0, 0, null, 0, 0, List.of(), 0, 0, List.of());
    }

    CheckpointStatus status() {
        return published;
    }

    void completed(Round round, long nowMillis) {
        completed++;
        failedInARow = 0;
        recent.addFirst(new CheckpointSummary(
                round.id(),
                round.kind().name(),
                nowMillis,
                Duration.ofMillis(nowMillis - round.startedMillis()),
                Duration.ofNanos(round.alignmentNanos()),
                Duration.ofNanos(round.freezeNanos()),
                Duration.ofMillis(round.writeMillis()),
                round.bytes(),
                round.addedBytes(),
                round.slowestTask(),
                round.transactions(),
                round.stateBytes()));
        if (recent.size() > RECENT) {
            recent.removeLast();
        }
    }

    void failed(String reason) {
        failed++;
        failedInARow++;
        lastFailure = reason;
    }

    void restored(long checkpointId) {
        restoredFrom = checkpointId;
    }

    void restarted() {
        restarts++;
    }

    void publish(@Nullable CheckpointRound running) {
        published = new CheckpointStatus(
                true,
                interval,
                completed,
                failed,
                failedInARow,
                lastFailure,
                running == null ? 0 : running.id(),
                running == null ? 0 : running.startedMillis(),
                running == null ? List.of() : running.missing(MISSING),
                restoredFrom,
                restarts,
                List.copyOf(recent));
    }

    /** What a round was like. */
    record Round(
            long id,
            Manifest.Kind kind,
            long startedMillis,
            long alignmentNanos,
            long freezeNanos,
            long writeMillis,
            long bytes,
            long addedBytes,
            String slowestTask,
            int transactions,
            Map<String, Long> stateBytes) {}
}
