package io.millrace.status;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the checkpoints and restarts of a topology.
 *
 * @param isEnabled whether checkpoints are taken
 * @param interval time between the starts of two
 * @param completed number of checkpoints that were decided since the topology was started
 * @param failed number of those that came to nothing
 * @param failedInARow number of those that came to nothing since the last one was decided
 * @param lastFailure why the last one came to nothing, or null if none did
 * @param runningId the checkpoint that is under way, or 0
 * @param runningSinceMillis when it was asked for, in milliseconds since 1970, or 0
 * @param waitingFor tasks whose snapshots it waits for, at most ten
 * @param restoredFrom number of the checkpoint that the topology last went on from, or 0 for none
 * @param restarts number of times that a part of the topology was restarted after a failure
 * @param recent the last checkpoints that were decided, the newest first
 */
public record CheckpointStatus(
        boolean isEnabled,
        Duration interval,
        long completed,
        long failed,
        int failedInARow,
        @Nullable String lastFailure,
        long runningId,
        long runningSinceMillis,
        List<String> waitingFor,
        long restoredFrom,
        long restarts,
        List<CheckpointSummary> recent) {

    /** Of a topology without checkpoints. */
    public static final CheckpointStatus NONE =
            new CheckpointStatus(false, Duration.ZERO, 0, 0, 0, null, 0, 0, List.of(), 0, 0, List.of());

    /** Keeps its own copies of the lists. */
    public CheckpointStatus {
        waitingFor = List.copyOf(waitingFor);
        recent = List.copyOf(recent);
    }

    /** The checkpoint that was decided last, or null if none was since the topology was started. */
    public @Nullable CheckpointSummary last() {
        return recent.isEmpty() ? null : recent.get(0);
    }
}
