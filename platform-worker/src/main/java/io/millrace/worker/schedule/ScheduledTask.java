package io.millrace.worker.schedule;

import io.millrace.worker.task.Task;

/**
 * A task on its way through its life: open, call, close.
 *
 * <p><b>Thread.</b> {@link #advance} belongs to the thread that calls the task, {@link #cancel} and {@link #isClosed}
 * to any.
 */
public final class ScheduledTask {

    private final Task task;
    private final TaskListener listener;
    private boolean isOpen;
    private volatile boolean isCancelled;
    private volatile boolean isClosed;

    /** Takes a task that has not been opened. */
    public ScheduledTask(Task task, TaskListener listener) {
        this.task = task;
        this.listener = listener;
    }

    /** The task. */
    public Task task() {
        return task;
    }

    /** Lets the task do nothing more but close. */
    public void cancel() {
        isCancelled = true;
    }

    /** Whether the task has been closed. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Calls the task once; never throws. */
    Task.Progress advance(long nowNanos, long nowMicros) {
        if (isCancelled) {
            close();
            return Task.Progress.DONE;
        }
        try {
            boolean opens = !isOpen;
            if (opens) {
                isOpen = true;
                task.times().countAsWork();
                task.open();
                listener.onOpened(task);
            }
            Task.Progress progress = task.call(nowNanos, Math.floorDiv(nowMicros, 1000L), nowMicros);
            if (progress == Task.Progress.DONE) {
                close();
            }
            // To open is work.
            return opens && progress != Task.Progress.DONE ? Task.Progress.WORKED : progress;
        } catch (Throwable e) {
            listener.onFailed(task, e);
            close();
            return Task.Progress.DONE;
        }
    }

    private void close() {
        try {
            if (isOpen) {
                task.close();
            }
        } catch (Throwable e) {
            listener.onFailed(task, e);
        } finally {
            isClosed = true;
            listener.onClosed(task);
        }
    }
}
