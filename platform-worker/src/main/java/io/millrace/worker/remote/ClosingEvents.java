package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.FailureKind;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.WrittenSnapshot;

/**
 * Passes on what becomes of tasks, and does something when the last of them has been closed.
 *
 * <p><b>Thread.</b> Any.
 */
final class ClosingEvents implements TaskEvents {

    private final TaskEvents events;
    private final Runnable whenClosed;
    private int unclosed; // guarded by this

    ClosingEvents(TaskEvents events, int tasks, Runnable whenClosed) {
        this.events = events;
        this.unclosed = tasks;
        this.whenClosed = whenClosed;
    }

    @Override
    public void onOpened(TaskId task) {
        events.onOpened(task);
    }

    @Override
    public void onFailed(TopologyFailure failure, FailureKind kind) {
        events.onFailed(failure, kind);
    }

    @Override
    public void onClosed(TaskId task) {
        if (isLast()) {
            whenClosed.run();
        }
        events.onClosed(task);
    }

    private synchronized boolean isLast() {
        return --unclosed == 0;
    }

    @Override
    public void onEnded(TaskId task) {
        events.onEnded(task);
    }

    @Override
    public void onCommitted(TaskId task, long checkpointId) {
        events.onCommitted(task, checkpointId);
    }

    @Override
    public void onWritten(WrittenSnapshot snapshot) {
        events.onWritten(snapshot);
    }

    @Override
    public void onWriteFailed(long checkpointId, String reason) {
        events.onWriteFailed(checkpointId, reason);
    }
}
