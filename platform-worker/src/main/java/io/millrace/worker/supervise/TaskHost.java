package io.millrace.worker.supervise;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.task.Checkpoints;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes tasks and has them called: on threads, in other processes, or in a simulator.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor. Blocks no longer than it takes to ask sources for their splits.
 */
public interface TaskHost {

    /** Why no tasks can be made now, in words for people, or null if they can. The supervisor is woken when that changes. */
    default @Nullable String absence() {
        return null;
    }

    /**
     * Does what is to be done now of the host's own; before the supervisor does its work.
     *
     * @return when it wants to be called again at the latest, in milliseconds since 1970
     */
    default long work(long nowMillis) {
        return Long.MAX_VALUE;
    }

    /**
     * Looks for what an earlier supervisor of the topology has started and what still runs.
     *
     * @param attempts number of the last start of each region, by the number of its first stage
     */
    default void seek(Map<Integer, Long> attempts) {}

    /**
     * Says which regions somebody has started before this supervisor, perhaps in another process; before anything else is asked.
     *
     * @param regions numbers of their first stages
     */
    default void notePredecessors(Set<Integer> regions) {}

    /** Whether it is not known yet what still runs; then there is an {@link #absence}, too. */
    default boolean isSeeking() {
        return false;
    }

    /** Takes over the tasks of a region, if it was found that all of them run; once. Otherwise nothing of them is left. */
    default @Nullable Adopted adopt(Plan region) {
        return null;
    }

    /**
     * Makes the tasks of a region, and finds out whether they can take back their state. They are not called yet.
     *
     * @param attempt number of the start
     * @throws RuntimeException if that is not possible, for example because the input of a source is missing
     */
    TaskGroup build(Plan region, long attempt, Checkpoints checkpoints);

    /** Interrupts sources that wait in a read, now that they are to send a last barrier. */
    void interruptReads();

    /** The topology is in another state. */
    void onState(TopologyState state, @Nullable TopologyFailure failure);

    /**
     * Tasks that were started by an earlier supervisor.
     *
     * @param attempt number of their start
     * @param tasks when they are launched, what has become of them so far is told
     */
    record Adopted(long attempt, TaskGroup tasks) {}
}
