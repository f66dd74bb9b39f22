package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.snapshot.TaskId;
import java.util.List;

/** Stands for the tasks of a start before they are made. */
enum NoTasks implements TaskGroup {
    NONE;

    @Override
    public List<TaskId> ids() {
        return List.of();
    }

    @Override
    public void launch(TaskEvents events) {}

    @Override
    public void cancel() {}

    @Override
    public void stop() {}

    @Override
    public void drain() {}

    @Override
    public void requestBarrier(long checkpointId, Manifest.Kind kind) {}

    @Override
    public void abortBarrier(long checkpointId) {}

    @Override
    public void completeCheckpoint(long checkpointId) {}

    @Override
    public void requestFinish() {}
}
