package io.millrace.worker.autoconfigure.actuator;

import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints and restarts of a topology as the endpoint shows them.
 *
 * @param enabled whether checkpoints are taken
 * @param interval time between the starts of two
 * @param completed number of checkpoints that were decided since the topology was started
 * @param failed number of those that came to nothing
 * @param failedInARow number of those that came to nothing since the last one was decided
 * @param lastFailure why the last one came to nothing, or null
 * @param running number of the one that is under way, or null
 * @param waitingFor tasks whose snapshots it waits for
 * @param restoredFrom number of the checkpoint that the topology last went on from, or null
 * @param restarts number of times that a part of the topology was restarted after a failure
 * @param recent the last ones, the newest first
 */
record CheckpointsDescriptor(
        boolean enabled,
        Duration interval,
        long completed,
        long failed,
        int failedInARow,
        @Nullable String lastFailure,
        @Nullable Long running,
        List<String> waitingFor,
        @Nullable Long restoredFrom,
        long restarts,
        List<CheckpointSummary> recent) {

    static CheckpointsDescriptor of(CheckpointStatus status) {
        return new CheckpointsDescriptor(
                status.isEnabled(),
                status.interval(),
                status.completed(),
                status.failed(),
                status.failedInARow(),
                status.lastFailure(),
                known(status.runningId()),
                status.waitingFor(),
                known(status.restoredFrom()),
                status.restarts(),
                status.recent());
    }

    private static @Nullable Long known(long id) {
        return id == 0 ? null : id;
    }
}
