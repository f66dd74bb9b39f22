package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of a topology in several processes.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor; must not block.
 */
public interface HostListener {

    /** The topology is in another state. */
    void onState(TopologyState state, @Nullable TopologyFailure failure);

    /**
     * It has been found out what runs that earlier leaders have started.
     *
     * @param slices number of the executor of each slice, as far as its tasks run; empty if nothing is taken over
     */
    void onFound(List<Integer> slices);

    /** An executor was given up. What it ran can be placed elsewhere, with {@link ClusterHost#assign}. */
    void onGivenUp(int executor);
}
