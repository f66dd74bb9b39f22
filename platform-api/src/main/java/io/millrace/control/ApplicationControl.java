package io.millrace.control;

import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLetterOutcome;
import io.millrace.deadletter.DeadLetterWish;
import io.millrace.deadletter.KeptDeadLetters;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricQuery;
import io.millrace.status.ApplicationEvent;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import io.millrace.status.TappedRecords;
import io.millrace.status.TaskStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The topologies of an application, to be looked at and steered from outside.
 *
 * <p>In a cluster any member may be asked: whoever leads does it, and a state is that which the leader has told last.
 *
 * <p><b>Thread.</b> May be used by any thread. Nothing here waits for a topology, but {@link #start} may wait for the
 * disk, and for a second at most for the end of the run before. In a cluster what changes something, and {@link
 * #checkpoints}, wait for whoever leads, for half a minute at most, and fail with a {@link LeaderUnavailableException} if nobody
 * can be asked.
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
     * The tasks of a topology that run, wherever they do.
     *
     * @throws UnknownTopologyException if there is none of this name
     */
    default List<TaskStatus> tasks(String name) {
        topology(name);
        return List.of();
    }

    /**
     * The latest dead letters of a topology over all its runs in this process, the newest first. They hold what was in the
     * records.
     *
     * @param limit most letters to give, 0 or more
     * @throws UnknownTopologyException if there is none of this name
     */
    List<DeadLetter> deadLetters(String name, int limit);

    /**
     * The latest dead letters of a topology in all members that can be asked, without what was in the records.
     *
     * @param limit most letters to give, 1 or more
     * @return the answer, within a few seconds. What hangs on it must not block
     * @throws UnknownTopologyException if there is none of this name
     */
    default CompletableFuture<KeptDeadLetters> keptDeadLetters(String name, int limit) {
        topology(name);
        return CompletableFuture.completedFuture(new KeptDeadLetters(List.of(), List.of()));
    }

    /**
     * Gives records that became dead letters to their steps again, or drops letters, in all members that can be asked. A record
     * that is given again is taken soon; its letter stays until a checkpoint holds what came of it. One that fails once more
     * becomes another letter. Who asks again after a failure may have a record taken twice.
     *
     * @return what came of it, within a few seconds. What hangs on it must not block
     * @throws UnknownTopologyException if there is none of this name
     */
    default CompletableFuture<DeadLetterOutcome> treatDeadLetters(String name, DeadLetterWish wish) {
        topology(name);
        return CompletableFuture.completedFuture(new DeadLetterOutcome(0, Map.of(), List.of()));
    }

    /** Starts a topology that does not run, from {@link StartFrom#LAST}; nothing happens if it runs. */
    default void start(String name) {
        start(name, StartFrom.LAST);
    }

    /**
     * Starts a topology that does not run; nothing happens if it runs and is to go on from its last checkpoint.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws UnknownCheckpointException if the checkpoint does not exist
     * @throws IllegalStateException if it cannot be started now; the message says why
     */
    void start(String name, StartFrom from);

    /**
     * Stops a topology in an orderly way, with a last checkpoint if it takes any, without waiting for the end of it; nothing
     * happens if it does not run.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if nobody can be asked now, or it is not known what became of it; the message says why
     */
    void stop(String name);

    /**
     * Ends a topology at once, without a last checkpoint and without waiting for the end of it; nothing happens if it does not
     * run. A start goes on from {@link StartFrom#LAST}.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if nobody can be asked now, or it is not known what became of it; the message says why
     */
    void cancel(String name);

    /**
     * Lets a topology come to its end, without waiting for that: sources read no further, as if they had ended, windows fire,
     * and all results come out; nothing happens if it does not run. Then it has finished, and a start begins anew.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if nobody can be asked now, or it is not known what became of it; the message says why
     */
    void drain(String name);

    /**
     * Stops a topology with a last checkpoint and starts it again from there, without waiting for either; one that does not run
     * is started.
     *
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalStateException if nobody can be asked now, or it is not known what became of it; the message says why
     */
    void restart(String name);

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
     * @throws UnknownCheckpointException if there is no checkpoint of this number
     * @throws IllegalStateException if it cannot be deleted; the message says why
     */
    void deleteSavepoint(String name, long id);

    /**
     * The latest events that the member which is asked has seen, the oldest first.
     *
     * @param after number of the event after which they begin, or 0 for all that are kept
     * @param limit most events to give, of which the newest count
     */
    default List<ApplicationEvent> events(long after, int limit) {
        return List.of();
    }

    /** The properties of Millrace that are set in the process that is asked, in the order of their names. Secrets are hidden. */
    default List<PropertyInForce> configuration() {
        return List.of();
    }

    /**
     * How a metric of a topology was over time: what all members know of it that can be asked.
     *
     * @return the answer, within a few seconds. What hangs on it must not block
     * @throws UnknownTopologyException if there is none of this name
     */
    default CompletableFuture<MetricHistory> history(String name, MetricQuery query) {
        topology(name);
        return CompletableFuture.completedFuture(
                new MetricHistory(query.metric(), Math.max(1, query.stepSeconds()), List.of(), List.of()));
    }

    /**
     * Looks for a while at the records that a step gives, in all members that can be asked: at a few of them, as far as these
     * members are allowed to show them. A look costs the tasks of the step a little for each record, and ends by itself.
     *
     * @param step name of a step of the topology
     * @param records most records to give, up to {@link TappedRecords#MAX_PER_SECOND} for each second
     * @param seconds how long to look, up to {@link TappedRecords#MAX_SECONDS}
     * @return the answer, a moment after the look; fails with an {@link IllegalStateException} that says why records are not
     *     shown. What hangs on it must not block
     * @throws UnknownTopologyException if there is none of this name
     * @throws IllegalArgumentException if it has no such step
     */
    default CompletableFuture<TappedRecords> tap(String name, String step, int records, int seconds) {
        topology(name);
        return CompletableFuture.completedFuture(new TappedRecords(List.of(), 0, List.of()));
    }

    /**
     * The process of a member, as it is now.
     *
     * @param member number of a member; 0 where there is no cluster
     * @return the answer, within a few seconds; fails with a {@link MemberUnavailableException} if there is none. What hangs on it
     *     must not block
     * @throws UnknownMemberException if there is none of this number
     */
    default CompletableFuture<MemberProcess> process(int member) {
        throw new UnknownMemberException(member, List.of());
    }

    /**
     * The latest lines of the log of a member, the oldest first. They may hold what was in records.
     *
     * @param member number of a member; 0 where there is no cluster
     * @param limit most lines to give, 1 or more
     * @param level the lowest level to give
     * @return the answer, within a few seconds; fails with a {@link MemberUnavailableException} if there is none, and with an
     *     {@link IllegalStateException} if the member keeps no lines. What hangs on it must not block
     * @throws UnknownMemberException if there is none of this number
     */
    default CompletableFuture<List<LogLine>> logs(int member, int limit, LogLine.Level level) {
        throw new UnknownMemberException(member, List.of());
    }

    /** The cluster that the application runs in; empty if it runs in one process. */
    default Optional<ClusterView> cluster() {
        return Optional.empty();
    }
}
