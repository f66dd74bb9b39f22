package io.millrace.worker.supervise;

import io.millrace.worker.task.Task;

/**
 * Hears what becomes of launched tasks.
 *
 * <p><b>Thread.</b> Any.
 */
public interface TaskEvents {

    /** A task's operators are open. */
    void onOpened(Task task);

    /** A task has failed; it will be closed. */
    void onFailed(Task task, Throwable cause);

    /** A task has been closed, whether it ended, failed or was cancelled. */
    void onClosed(Task task);
}
