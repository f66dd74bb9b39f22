package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.FailureKind;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.WrittenSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps what becomes of tasks that run, until somebody takes them over. What belongs to checkpoints is left out: it is of
 * barriers that an earlier leader asked for, and is asked for anew.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class EarlyEvents implements TaskEvents {

    private final List<Consumer<TaskEvents>> events = new ArrayList<>();
    private boolean isWell = true;

    /** Whether no task has failed or been closed. */
    boolean isWell() {
        return isWell;
    }

    /** Tells everything, in order; once. */
    void tell(TaskEvents listener) {
        events.forEach(event -> event.accept(listener));
        events.clear();
    }

    @Override
    public void onOpened(TaskId task) {
        events.add(listener -> listener.onOpened(task));
    }

    @Override
    public void onEnded(TaskId task) {
        events.add(listener -> listener.onEnded(task));
    }

    @Override
    public void onFailed(TopologyFailure failure, FailureKind kind) {
        isWell = false;
        events.add(listener -> listener.onFailed(failure, kind));
    }

    @Override
    public void onClosed(TaskId task) {
        isWell = false;
        events.add(listener -> listener.onClosed(task));
    }

    @Override
    public void onWritten(WrittenSnapshot snapshot) {
        // Its checkpoint is nobody's any more.
    }

    @Override
    public void onWriteFailed(long checkpointId, String reason) {
        // Its checkpoint is nobody's any more.
    }

    @Override
    public void onCommitted(TaskId task, long checkpointId) {
        // Whoever takes them over says again what is decided.
    }
}
