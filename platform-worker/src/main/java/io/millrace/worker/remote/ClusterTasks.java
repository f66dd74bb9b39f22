package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.FailureKind;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.TaskGroup;
import io.millrace.worker.task.SourceSplits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one start of a region, wherever they run. They may have been started by an earlier leader: then they are
 * {@linkplain #found found} member by member, and what becomes of them is kept until somebody takes them over.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class ClusterTasks implements TaskGroup {

    private final Start start;
    private final Map<Member, Set<TaskId>> unclosed = new LinkedHashMap<>();

    /** Tasks of executors that were given up, as long as they may still write. */
    private final Map<Integer, Set<TaskId>> dying = new LinkedHashMap<>();

    private final List<TaskId> ids = new ArrayList<>();
    private final @Nullable EarlyEvents early;
    private @Nullable TaskEvents events;
    private boolean hasLostChannels;

    /** Makes those that are not running yet. */
    ClusterTasks(Start start, Map<Member, List<TaskId>> placed) {
        this.start = start;
        this.early = null;
        placed.forEach((member, tasks) -> {
            ids.addAll(tasks);
            unclosed.put(member, new LinkedHashSet<>(tasks));
        });
    }

    private ClusterTasks(Start start, EarlyEvents early) {
        this.start = start;
        this.early = early;
        this.events = early;
    }

    /** Makes those of an earlier leader's start, of which none is known yet. */
    static ClusterTasks running(String topology, Report.Found found) {
        Start start = new Start(
                topology, found.attempt(), found.plan(), found.stages(), 0, new SourceSplits(Map.of()), found.places());
        return new ClusterTasks(start, new EarlyEvents());
    }

    /** A member has said what it runs of them. */
    void found(Member member, Report.Found found, Plan region) {
        if (early == null || !isSameStart(found) || unclosed.containsKey(member)) {
            return;
        }
        List<TaskId> tasks = Places.tasks(region, Places.read(start.places)).get(member.executor());
        if (tasks != null) {
            ids.addAll(tasks);
            unclosed.put(member, new LinkedHashSet<>(tasks));
            found.opened().forEach(early::onOpened);
            found.ended().forEach(early::onEnded);
        }
    }

    private boolean isSameStart(Report.Found found) {
        return found.attempt() == start.attempt
                && found.plan() == start.plan
                && found.stages().equals(start.stages)
                && found.places().equals(start.places);
    }

    /** Whether all tasks of the region have been found, and all are well. */
    boolean isWhole(Plan region) {
        return early != null
                && early.isWell()
                && start.plan == region.checksum()
                && ids.size()
                        == region.stages().stream().mapToInt(Stage::parallelism).sum();
    }

    long attempt() {
        return start.attempt;
    }

    /** Number of the executor of each task, by stage. */
    Map<Integer, List<Integer>> places() {
        return start.places;
    }

    boolean hasTasksOf(Member member) {
        return unclosed.containsKey(member);
    }

    @Override
    public List<TaskId> ids() {
        return ids;
    }

    /** Whether it was launched, and none of its tasks runs any more. */
    boolean isOver() {
        return events != null && unclosed.isEmpty() && dying.isEmpty();
    }

    @Override
    public void launch(TaskEvents listener) {
        events = listener;
        if (early != null) {
            early.tell(listener);
            return;
        }
        tellMembers(member -> new Command.Start(
                start.topology,
                member.session(),
                start.attempt,
                start.plan,
                start.stages,
                start.checkpointId,
                start.splits.ofStage(),
                start.places));
    }

    @Override
    public void cancel() {
        tellMembers(member -> new Command.Cancel(start.topology, member.session(), start.attempt));
    }

    @Override
    public void stop() {
        tellMembers(member -> new Command.Stop(start.topology, member.session(), start.attempt));
    }

    @Override
    public void drain() {
        tellMembers(member -> new Command.Drain(start.topology, member.session(), start.attempt));
    }

    @Override
    public void requestBarrier(long checkpointId, Manifest.Kind kind) {
        tellMembers(member -> new Command.Barrier(start.topology, member.session(), start.attempt, checkpointId, kind));
    }

    @Override
    public void abortBarrier(long checkpointId) {
        tellMembers(member -> new Command.Abort(start.topology, member.session(), start.attempt, checkpointId));
    }

    @Override
    public void completeCheckpoint(long checkpointId) {
        tellMembers(member -> new Command.Complete(start.topology, member.session(), start.attempt, checkpointId));
    }

    @Override
    public void requestFinish() {
        tellMembers(member -> new Command.Finish(start.topology, member.session(), start.attempt));
    }

    /** A member has said something of its tasks of some start. */
    void heard(Member member, Report report) {
        TaskEvents listener = events;
        Set<TaskId> tasks = unclosed.get(member);
        if (listener == null || tasks == null) {
            return;
        }
        if (report instanceof Report.Opened opened && opened.attempt() == start.attempt) {
            listener.onOpened(opened.task());
        } else if (report instanceof Report.Failed failed && failed.attempt() == start.attempt) {
            listener.onFailed(failure(member, failed), failed.kind());
        } else if (report instanceof Report.Refused refused && refused.attempt() == start.attempt) {
            refused(member, refused, listener);
        } else if (report instanceof Report.Closed closed && closed.attempt() == start.attempt) {
            closed(member, tasks, closed.task(), listener);
        } else if (report instanceof Report.Ended ended && ended.attempt() == start.attempt) {
            listener.onEnded(ended.task());
        } else if (report instanceof Report.Committed committed && committed.attempt() == start.attempt) {
            listener.onCommitted(committed.task(), committed.checkpointId());
        } else if (report instanceof Report.Written written && written.attempt() == start.attempt) {
            listener.onWritten(written.snapshot());
        } else if (report instanceof Report.WriteFailed failed && failed.attempt() == start.attempt) {
            listener.onWriteFailed(failed.checkpointId(), failed.reason());
        }
    }

    private void refused(Member member, Report.Refused refused, TaskEvents listener) {
        Set<TaskId> tasks = unclosed.remove(member);
        if (tasks != null) {
            TaskId first = tasks.iterator().next();
            String message = refused.message() + " (in executor " + member.executor() + ")";
            listener.onFailed(
                    new TopologyFailure(
                            first.operators().get(0),
                            first.task(),
                            null,
                            message,
                            new RemoteFailureException(refused.cause())),
                    refused.kind());
            tasks.forEach(listener::onClosed);
        }
    }

    /**
     * A member has been given up, and its tasks with it.
     *
     * @param mayWrite which tasks may still write what cannot be fenced: those count as closed when they surely do not any more
     */
    void lost(Member member, String reason, Predicate<TaskId> mayWrite) {
        Set<TaskId> tasks = unclosed.remove(member);
        TaskEvents listener = events;
        if (tasks == null || listener == null) {
            return;
        }
        listener.onFailed(
                failure(tasks.iterator().next(), "Executor was lost: executor=" + member.executor() + "; " + reason),
                FailureKind.LOSS);
        for (TaskId task : tasks) {
            if (mayWrite.test(task)) {
                dying.computeIfAbsent(member.executor(), executor -> new LinkedHashSet<>())
                        .add(task);
            } else {
                listener.onClosed(task);
            }
        }
    }

    /** Executors that were given up while tasks of them could still write. */
    Set<Integer> dying() {
        return Set.copyOf(dying.keySet());
    }

    /** Nothing of an executor that was given up writes any more. */
    void died(int executor) {
        Set<TaskId> tasks = dying.remove(executor);
        TaskEvents listener = events;
        if (tasks != null && listener != null) {
            tasks.forEach(listener::onClosed);
        }
    }

    /** Batches between executors were lost. */
    void channelsLost(int executor, String reason) {
        TaskEvents listener = events;
        if (listener != null && !hasLostChannels && !ids.isEmpty()) {
            hasLostChannels = true;
            String message = "Records on the way were lost: executor=" + executor + "; " + reason;
            listener.onFailed(failure(ids.get(0), message), FailureKind.LOSS);
        }
    }

    private void closed(Member member, Set<TaskId> tasks, TaskId task, TaskEvents listener) {
        if (tasks.remove(task)) {
            listener.onClosed(task);
        }
        if (tasks.isEmpty()) {
            unclosed.remove(member);
        }
    }

    private static TopologyFailure failure(TaskId task, String message) {
        return new TopologyFailure(
                task.operators().get(0), task.task(), null, message, new RemoteFailureException(message));
    }

    private static TopologyFailure failure(Member member, Report.Failed failed) {
        return new TopologyFailure(
                failed.operator(),
                failed.task(),
                failed.record(),
                failed.message() + " (in executor " + member.executor() + ")",
                new RemoteFailureException(failed.cause()));
    }

    private void tellMembers(Function<Member, Command> command) {
        List.copyOf(unclosed.keySet()).forEach(member -> member.send(command.apply(member)));
    }

    /**
     * What members are told of a start.
     *
     * @param plan checksum of the plan of the region
     * @param stages numbers of the stages of the region
     * @param checkpointId what it goes on from, or 0
     * @param places number of the executor of each task, by stage
     */
    record Start(
            String topology,
            long attempt,
            int plan,
            List<Integer> stages,
            long checkpointId,
            SourceSplits splits,
            Map<Integer, List<Integer>> places) {}
}
