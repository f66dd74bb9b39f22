package io.millrace.worker.supervise;

import io.millrace.status.TopologyFailure;
import io.millrace.worker.snapshot.TaskId;

/**
 * Hears what becomes of launched tasks.
 *
 * <p><b>Thread.</b> Any.
 */
public interface TaskEvents {

    /** A task's operators are open. */
    void onOpened(TaskId task);

    /**
     * A task has failed; it will be closed.
     *
     * @param kind what that says about starting it again
     */
    void onFailed(TopologyFailure failure, FailureKind kind);

    /** A task has been closed, whether it ended, failed or was cancelled. */
    void onClosed(TaskId task);

    /** A task has taken all its input; see {@link io.millrace.worker.task.CutListener}. */
    void onEnded(TaskId task);

    /** The operators of a task have done what they do when a checkpoint has been decided. */
    void onCommitted(TaskId task, long checkpointId);

    /** The snapshot of a task that runs elsewhere has been written there. */
    void onWritten(WrittenSnapshot snapshot);

    /** A snapshot of a task that runs elsewhere cannot be written there. */
    void onWriteFailed(long checkpointId, String reason);
}
