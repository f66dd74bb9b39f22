package io.millrace.worker.remote;

import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.FailureKind;
import io.millrace.worker.supervise.WrittenSnapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a member tells the leader of a topology, in the session that the leader began. */
public sealed interface Report extends Message {

    /** The session, a number that the leader counts up whenever it begins anew with a member. */
    long session();

    /** What runs here, begun in earlier sessions. It goes on until it is said what is to be kept. */
    record Running(String topology, long session, List<Found> starts) implements Report {}

    /** Nothing else of earlier sessions runs here any more than what is kept. */
    record Ready(String topology, long session) implements Report {}

    /** The member lets go of all tasks, and takes no others. */
    record Leaving(String topology, long session) implements Report {}

    /**
     * Asks for the lease without which tasks do not write that cannot be fenced.
     *
     * @param atNanos when, by the clock of the member
     */
    record LeaseAsked(String topology, long session, long atNanos) implements Report {}

    /** The operators of a task are open. */
    record Opened(String topology, long session, long attempt, TaskId task) implements Report {}

    /**
     * A task has failed.
     *
     * @param record the record at hand, shortened, or null if there was none
     * @param cause the exception, as text
     * @param kind what that says about starting it again
     */
    record Failed(
            String topology,
            long session,
            long attempt,
            String operator,
            int task,
            @Nullable String record,
            String message,
            String cause,
            FailureKind kind)
            implements Report {}

    /**
     * The tasks of a start cannot be made here; none of them runs.
     *
     * @param cause the exception, as text
     * @param kind what that says about trying it again
     */
    record Refused(String topology, long session, long attempt, String message, String cause, FailureKind kind)
            implements Report {}

    /** A task has been closed. */
    record Closed(String topology, long session, long attempt, TaskId task) implements Report {}

    /** A task has taken all its input. */
    record Ended(String topology, long session, long attempt, TaskId task) implements Report {}

    /** The operators of a task have done what they do when a checkpoint has been decided. */
    record Committed(String topology, long session, long attempt, TaskId task, long checkpointId) implements Report {}

    /** The snapshot of a task lies in the store. */
    record Written(String topology, long session, long attempt, WrittenSnapshot snapshot) implements Report {}

    /** A snapshot cannot be written. */
    record WriteFailed(String topology, long session, long attempt, long checkpointId, String reason)
            implements Report {}

    /**
     * The tasks of a start that fall to the member. None of them has failed, been closed, or been told to end.
     *
     * @param plan checksum of the plan of the region
     * @param stages numbers of the stages of the region
     * @param places number of the executor of each task, by stage
     * @param opened tasks whose operators are open
     * @param ended tasks that have taken all their input
     */
    record Found(
            long attempt,
            int plan,
            List<Integer> stages,
            Map<Integer, List<Integer>> places,
            List<TaskId> opened,
            List<TaskId> ended) {}

    /** What is counted in the tasks, each second. */
    record Counted(String topology, long session, List<TaskCount> tasks) implements Report {}
}
