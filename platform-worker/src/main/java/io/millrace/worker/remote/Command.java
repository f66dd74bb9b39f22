package io.millrace.worker.remote;

import io.millrace.status.TopologyState;
import io.millrace.worker.checkpoint.Manifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the leader of a topology tells a member. All commands bear the session, a number that the leader counts up whenever it
 * begins anew with a member; what belongs to an older one is ignored.
 */
public sealed interface Command extends Message {

    /** The session, a number that the leader counts up whenever it begins anew with a member. */
    long session();

    /** Begins a session: the member is to obey this one from now on, and to say what it runs. */
    record Begin(String topology, long session) implements Command {}

    /** Says which starts go on. The member is to let go of all others, and to say when it has. */
    record Keep(String topology, long session, List<Long> attempts) implements Command {}

    /**
     * Starts the tasks of a region that fall to the member.
     *
     * @param plan checksum of the plan of the region
     * @param stages numbers of the stages of the region
     * @param checkpointId what they go on from, or 0 to begin anew
     * @param splits the splits of sources, by stage
     * @param places number of the executor of each task, by stage
     */
    record Start(
            String topology,
            long session,
            long attempt,
            int plan,
            List<Integer> stages,
            long checkpointId,
            Map<Integer, List<String>> splits,
            Map<Integer, List<Integer>> places)
            implements Command {}

    /**
     * Says how the topology is.
     *
     * @param operator name of the operator that failed, or null if none has
     * @param record the record at hand, or null if there was none
     */
    record Note(
            String topology,
            long session,
            TopologyState state,
            @Nullable String operator,
            int task,
            @Nullable String record,
            @Nullable String message)
            implements Command {}

    /** Lets tasks do nothing more but close. */
    record Cancel(String topology, long session, long attempt) implements Command {}

    /** Tells tasks to read no further and to end. */
    record Stop(String topology, long session, long attempt) implements Command {}

    /** Tells sources to read no further, as if they had come to their ends. */
    record Drain(String topology, long session, long attempt) implements Command {}

    /** Has the sources send a barrier. */
    record Barrier(String topology, long session, long attempt, long checkpointId, Manifest.Kind kind)
            implements Command {}

    /** A barrier has come to nothing. */
    record Abort(String topology, long session, long attempt, long checkpointId) implements Command {}

    /** The checkpoint of a barrier has been decided. */
    record Complete(String topology, long session, long attempt, long checkpointId) implements Command {}

    /** Lets the tasks go that have ended. */
    record Finish(String topology, long session, long attempt) implements Command {}

    /** Gives the lease that was asked for. */
    record Lease(String topology, long session, long askedNanos) implements Command {}

    /** Interrupts sources that wait in a read, now that they are to send a last barrier. */
    record InterruptReads(String topology, long session) implements Command {}
}
