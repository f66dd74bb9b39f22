package io.millrace.worker.remote;

import io.millrace.worker.plan.Plan;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.SourceSplits;
import io.millrace.worker.task.TaskPlaces;

/** Makes the tasks of this process, and has them called: on threads, or in a simulator. */
public interface TaskMaker {

    /**
     * Makes the tasks of a region that are here, and finds out whether they can take back their state. They are not called
     * yet.
     *
     * @throws RuntimeException if that is not possible
     */
    LocalTasks make(Plan region, Checkpoints checkpoints, SourceSplits splits, TaskPlaces places);

    /** Interrupts sources that wait in a read. */
    void interruptReads();
}
