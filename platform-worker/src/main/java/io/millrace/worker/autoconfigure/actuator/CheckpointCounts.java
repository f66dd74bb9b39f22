package io.millrace.worker.autoconfigure.actuator;

import io.millrace.status.CheckpointStatus;

/**
 * Checkpoints and restarts counted.
 *
 * @param completed checkpoints that were decided
 * @param failed checkpoints that came to nothing
 * @param restarts restarts of a part of the topology
 */
record CheckpointCounts(long completed, long failed, long restarts) {

    static final CheckpointCounts NONE = new CheckpointCounts(0, 0, 0);

    static CheckpointCounts of(CheckpointStatus status) {
        return new CheckpointCounts(status.completed(), status.failed(), status.restarts());
    }

    CheckpointCounts plus(CheckpointCounts other) {
        return new CheckpointCounts(completed + other.completed, failed + other.failed, restarts + other.restarts);
    }

    CheckpointCounts max(CheckpointCounts other) {
        return new CheckpointCounts(
                Math.max(completed, other.completed),
                Math.max(failed, other.failed),
                Math.max(restarts, other.restarts));
    }
}
