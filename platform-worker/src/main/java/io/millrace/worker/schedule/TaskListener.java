package io.millrace.worker.schedule;

import io.millrace.worker.task.Task;

/**
 * Hears what becomes of a task.
 *
 * <p><b>Thread.</b> Called by the thread that calls the task.
 */
public interface TaskListener {

    /** The task's operators are open. */
    void onOpened(Task task);

    /** The task has failed; it will be closed. */
    void onFailed(Task task, Throwable cause);

    /** The task has been closed, whether it ended, failed or was cancelled. */
    void onClosed(Task task);
}
