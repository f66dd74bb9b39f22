package io.millrace.control;

import io.millrace.deadletter.DeadLetter;
import io.millrace.status.KeptCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The topologies of an application, to be looked at and steered from outside.
 *
 * <p>In a cluster any member may be asked: whoever leads does it, and a state is that which the leader has told last.
 *
 * <p><b>Thread.</b> May be used by any thread. Nothing here waits for a topology, but {@link #start} may wait for the
 * disk, and for a second at most for the end of the run before. In a cluster {@link #start}, {@link #stop}, {@link
 * #checkpoints} and {@link #deleteSavepoint} wait for whoever leads, for half a minute at most.
 */
public interface ApplicationControl {

    /** Name of the application. */
    String application();

    /** All topologies, in the order of their names. */
    List<TopologyView> topologies();

    /**
     * One topology.
     *
     * @throws UnknownTopologyException if there is none of this name
     */
    TopologyView topology(String name);

    /**
     * The latest dead letters of a topology over all its runs in this process, the newest first. They hold what was in the
     * records.
     *
     * @param limit most letters to give, 0 or more
     * @throws UnknownTopologyException if there is none of this name
     */
    List<DeadLetter> deadLetters(String name, int limit);

    /**
     * Starts a topology that does not run; nothing happens if it runs.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if it cannot be started now; the message says why
     */
    void start(String name);

    /**
     * Stops a topology in an orderly way, without waiting for the end of it; nothing happens if it does not run.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if nobody can be asked now, or it is not known what became of it; the message says why
     */
    void stop(String name);

    /**
     * Asks for a savepoint: a checkpoint that is kept until it is deleted.
     *
     * @return its number, when it is there; fails with an {@link IllegalStateException} that says why there is none. What
     *     hangs on it must not block
     * @throws UnknownTopologyException if there is none of this name
     */
    CompletableFuture<Long> savepoint(String name);

    /**
     * The checkpoints and savepoints that are kept of a topology, the newest first. Waits for the disk.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if they cannot be read; the message says why
     */
    List<KeptCheckpoint> checkpoints(String name);

    /**
     * Deletes a savepoint. Waits for the disk.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if it cannot be deleted; the message says why
     */
    void deleteSavepoint(String name, long id);

    /** The cluster that the application runs in; empty if it runs in one process. */
    default Optional<ClusterView> cluster() {
        return Optional.empty();
    }
}
