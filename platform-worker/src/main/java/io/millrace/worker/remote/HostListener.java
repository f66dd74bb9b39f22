package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of a topology in several processes.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor; must not block.
 */
public interface HostListener {

    /** The topology is in another state. */
    void onState(TopologyState state, @Nullable TopologyFailure failure);

    /** An executor was given up. What it ran can be placed elsewhere, with {@link ClusterHost#assign}. */
    void onGivenUp(int executor);
}
