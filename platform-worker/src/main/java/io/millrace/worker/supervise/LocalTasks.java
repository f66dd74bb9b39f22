package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.task.Task;
import java.util.List;

/** Tasks of this process. How they are called is up to the subclass. */
public abstract class LocalTasks implements TaskGroup {

    private final List<Task> tasks;

    /** Makes a group of tasks that are not called yet. */
    protected LocalTasks(List<Task> tasks) {
        this.tasks = List.copyOf(tasks);
    }

    /** The tasks. */
    public final List<Task> tasks() {
        return tasks;
    }

    @Override
    public final List<TaskId> ids() {
        return tasks.stream().map(Task::id).toList();
    }

    @Override
    public void stop() {
        tasks.forEach(Task::requestStop);
    }

    @Override
    public final void drain() {
        tasks.forEach(Task::requestDrain);
    }

    @Override
    public final void requestBarrier(long checkpointId, Manifest.Kind kind) {
        tasks.forEach(task -> task.requestBarrier(checkpointId, kind == Manifest.Kind.STOP));
    }

    @Override
    public final void abortBarrier(long checkpointId) {
        tasks.forEach(task -> task.abortBarrier(checkpointId));
    }

    @Override
    public final void completeCheckpoint(long checkpointId) {
        tasks.forEach(task -> task.completeCheckpoint(checkpointId));
    }

    @Override
    public final void requestFinish() {
        tasks.forEach(Task::requestFinish);
    }
}
