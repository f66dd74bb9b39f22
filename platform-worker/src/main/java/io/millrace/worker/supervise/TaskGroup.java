package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.snapshot.TaskId;
import java.util.List;

/**
 * All tasks of one start of a region, wherever they run. What it is told it passes on; what becomes of it comes as events.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor; does not wait.
 */
public interface TaskGroup {

    /** Names of all tasks. */
    List<TaskId> ids();

    /** Has the tasks called from now on, each until it is done, fails or is cancelled; then it is closed, and that is said. */
    void launch(TaskEvents events);

    /** Lets the tasks do nothing more but close. */
    void cancel();

    /** Tells the tasks to read no further and to end. */
    void stop();

    /** Tells sources to read no further, as if they had come to their ends: windows fire, and then the tasks end. */
    void drain();

    /** Has the sources send a barrier; behind that of a {@link Manifest.Kind#STOP} they read no further. */
    void requestBarrier(long checkpointId, Manifest.Kind kind);

    /** A barrier has come to nothing. */
    void abortBarrier(long checkpointId);

    /** The checkpoint of a barrier has been decided. */
    void completeCheckpoint(long checkpointId);

    /** Lets the tasks go that have ended and stay only for checkpoints. */
    void requestFinish();
}
