package io.millrace.control;

import io.millrace.deadletter.DeadLetter;
import java.util.List;

/**
 * The topologies of an application, to be looked at and steered from outside.
 *
 * <p><b>Thread.</b> May be used by any thread. Nothing here waits for a topology.
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
     */
    void stop(String name);
}
