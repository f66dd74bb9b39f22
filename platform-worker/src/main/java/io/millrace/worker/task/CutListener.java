package io.millrace.worker.task;

import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;

/**
 * Hears how tasks take part in checkpoints.
 *
 * <p><b>Contract.</b> Neither blocks nor throws.
 *
 * <p><b>Thread.</b> Called by the threads that call the tasks.
 */
public interface CutListener {

    /** Hears nothing. */
    CutListener NOBODY = new CutListener() {
        @Override
        public void onCut(TaskSnapshot snapshot) {}

        @Override
        public void onEnded(TaskId task) {}

        @Override
        public void onCommitted(TaskId task, long checkpointId) {}
    };

    /**
     * A task has taken everything before a barrier and nothing behind it, holds nothing in flight, and sends the barrier on
     * when this returns. Somebody has to write the snapshot, or to abort the barrier.
     */
    void onCut(TaskSnapshot snapshot);

    /** A task has taken all its input, and everything that it sent has been handed over. It waits to be let go. */
    void onEnded(TaskId task);

    /** The operators of a task have done what they do when a checkpoint has been decided. */
    void onCommitted(TaskId task, long checkpointId);
}
