package io.millrace.worker.supervise;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes tasks and has them called: on threads, or in a simulator.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor. Blocks no longer than it takes to ask sources for their splits.
 */
public interface TaskHost {

    /**
     * Makes the tasks of a region. They are not called yet.
     *
     * @throws RuntimeException if that is not possible, for example because the input of a source is missing
     */
    List<Task> build(Plan region, Checkpoints checkpoints);

    /** Has tasks called from now on, each until it is done, fails or is cancelled; then it is closed and that is reported. */
    void launch(List<Task> tasks, TaskEvents events);

    /** Lets tasks do nothing more but close. */
    void cancel(List<Task> tasks);

    /** Tells tasks to read no further and to end. */
    void stop(List<Task> tasks);

    /** Interrupts sources that wait in a read, now that they are to send a last barrier. */
    void interruptReads();

    /** The topology is in another state. */
    void onState(TopologyState state, @Nullable TopologyFailure failure);
}
