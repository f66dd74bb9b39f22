package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.snapshot.SnapshotFailedException;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.supervise.FailureKind;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.SnapshotScribe;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.WrittenSnapshot;
import io.millrace.worker.task.CutListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one start of a region that fall to a member: tells the leader what becomes of them, and writes their snapshots.
 *
 * <p><b>Thread.</b> Owned by the member; the listeners may be called by any thread.
 */
final class MemberStart implements TaskEvents, CutListener {

    private final String topology;
    private final Command.Start command;
    private final long attempt;
    private final SnapshotStore store;
    private final Inbox inbox;
    private final Consumer<Report> reports;
    private final TreeMap<Long, SnapshotScribe> scribes = new TreeMap<>();
    private final TreeMap<Long, List<TaskSnapshot>> early = new TreeMap<>();
    private @Nullable LocalTasks tasks;
    private int unclosed;
    private long over;
    private final Set<TaskId> opened = new LinkedHashSet<>();
    private final Set<TaskId> ended = new LinkedHashSet<>();
    private long session;
    private boolean hasFailed;
    private boolean isLast;

    MemberStart(Command.Start command, SnapshotStore store, Inbox inbox, Consumer<Report> reports) {
        this.topology = command.topology();
        this.command = command;
        this.session = command.session();
        this.attempt = command.attempt();
        this.store = store;
        this.inbox = inbox;
        this.reports = reports;
    }

    /** Has the tasks called. */
    void launch(LocalTasks made, Runnable whenClosed) {
        tasks = made;
        unclosed = made.ids().size();
        made.launch(new ClosingEvents(this, unclosed, whenClosed));
    }

    /** Belongs to another session from now on. */
    void serve(long next) {
        session = next;
    }

    /** What a leader has to know that did not start it, or null if it cannot go on. */
    Report.@Nullable Found found() {
        boolean isWhole = tasks != null && unclosed == tasks.ids().size();
        return hasFailed || isLast || !isWhole
                ? null
                : new Report.Found(
                        attempt,
                        command.plan(),
                        command.stages(),
                        command.places(),
                        List.copyOf(opened),
                        List.copyOf(ended));
    }

    /** The tasks are to end. */
    void stop() {
        isLast = true;
        if (tasks != null) {
            tasks.stop();
        }
    }

    /** Sources are to come to their ends. */
    void drain() {
        if (tasks != null) {
            tasks.drain();
        }
    }

    /** Tasks that have ended are to go. */
    void finish() {
        isLast = true;
        if (tasks != null) {
            tasks.requestFinish();
        }
    }

    boolean isClosed() {
        return unclosed == 0;
    }

    /** The tasks, or null if they could not be made. */
    @Nullable
    LocalTasks tasks() {
        return tasks;
    }

    void cancel() {
        isLast = true;
        if (tasks != null) {
            tasks.cancel();
        }
    }

    /** Fails for a reason that lies outside of its tasks; once. */
    void fail(String reason) {
        LocalTasks made = tasks;
        if (made == null || hasFailed || made.ids().isEmpty()) {
            return;
        }
        hasFailed = true;
        TaskId first = made.ids().get(0);
        onFailed(
                new TopologyFailure(
                        first.operators().get(0), first.task(), null, reason, new RemoteFailureException(reason)),
                FailureKind.LOSS);
    }

    /** The leader begins a checkpoint. Snapshots may have come already, behind barriers of other executors. */
    void barrier(long checkpointId, Manifest.Kind kind) {
        isLast |= kind == Manifest.Kind.STOP;
        SnapshotScribe scribe = new SnapshotScribe(checkpointId, kind, store);
        scribes.put(checkpointId, scribe);
        List<TaskSnapshot> waiting = early.remove(checkpointId);
        if (waiting != null) {
            waiting.forEach(scribe::add);
        }
        early.headMap(checkpointId).clear();
        if (tasks != null) {
            tasks.requestBarrier(checkpointId, kind);
        }
    }

    void abort(long checkpointId) {
        over(checkpointId);
        if (tasks != null) {
            tasks.abortBarrier(checkpointId);
        }
    }

    void complete(long checkpointId) {
        over(checkpointId);
        if (tasks != null) {
            tasks.completeCheckpoint(checkpointId);
        }
    }

    /** Nothing is written any more. */
    void abandon() {
        scribes.values().forEach(SnapshotScribe::abandon);
        scribes.clear();
        early.clear();
    }

    boolean hasWork() {
        return scribes.values().stream().anyMatch(SnapshotScribe::hasWork);
    }

    /** Writes some of what is to be written. */
    void write() {
        for (var entry : List.copyOf(scribes.entrySet())) {
            long checkpointId = entry.getKey();
            SnapshotScribe scribe = entry.getValue();
            try {
                WrittenSnapshot written = scribe.hasWork() ? scribe.writeSome() : null;
                if (written != null) {
                    reports.accept(new Report.Written(topology, session, attempt, written));
                }
            } catch (IOException | SnapshotFailedException e) {
                scribes.remove(checkpointId);
                scribe.abandon();
                over = Math.max(over, checkpointId);
                reports.accept(new Report.WriteFailed(
                        topology, session, attempt, checkpointId, String.valueOf(e.getMessage())));
            }
        }
    }

    private void over(long checkpointId) {
        over = Math.max(over, checkpointId);
        scribes.headMap(checkpointId, true).values().forEach(SnapshotScribe::abandon);
        scribes.headMap(checkpointId, true).clear();
        early.headMap(checkpointId, true).clear();
    }

    private void cut(TaskSnapshot snapshot) {
        long checkpointId = snapshot.checkpointId();
        SnapshotScribe scribe = scribes.get(checkpointId);
        if (scribe != null) {
            scribe.add(snapshot);
        } else if (checkpointId > over) {
            early.computeIfAbsent(checkpointId, id -> new ArrayList<>()).add(snapshot);
        }
    }

    @Override
    public void onOpened(TaskId task) {
        inbox.add(() -> {
            opened.add(task);
            reports.accept(new Report.Opened(topology, session, attempt, task));
        });
    }

    @Override
    public void onFailed(TopologyFailure failure, FailureKind kind) {
        inbox.add(() -> {
            hasFailed = true;
            reports.accept(failed(failure, kind));
        });
    }

    Report.Failed failed(TopologyFailure failure, FailureKind kind) {
        return new Report.Failed(
                topology,
                session,
                attempt,
                failure.operator(),
                failure.taskIndex(),
                failure.record(),
                failure.message(),
                CauseText.of(failure.cause()),
                kind);
    }

    @Override
    public void onClosed(TaskId task) {
        inbox.add(() -> {
            unclosed--;
            reports.accept(new Report.Closed(topology, session, attempt, task));
        });
    }

    @Override
    public void onCut(TaskSnapshot snapshot) {
        inbox.add(() -> cut(snapshot));
    }

    @Override
    public void onEnded(TaskId task) {
        inbox.add(() -> {
            ended.add(task);
            reports.accept(new Report.Ended(topology, session, attempt, task));
        });
    }

    @Override
    public void onCommitted(TaskId task, long checkpointId) {
        inbox.add(() -> reports.accept(new Report.Committed(topology, session, attempt, task, checkpointId)));
    }

    @Override
    public void onWritten(WrittenSnapshot snapshot) {
        throw new IllegalStateException(
                "Tasks of a member are all here: task=" + snapshot.entry().task());
    }

    @Override
    public void onWriteFailed(long checkpointId, String reason) {
        throw new IllegalStateException("Tasks of a member are all here: checkpointId=" + checkpointId);
    }
}
