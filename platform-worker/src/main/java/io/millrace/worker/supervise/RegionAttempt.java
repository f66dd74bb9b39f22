package io.millrace.worker.supervise;

import io.millrace.status.TopologyFailure;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.task.CutListener;
import java.util.HashSet;
import java.util.Set;

/**
 * One start of a region. What its tasks say is noted as events of this attempt, so that nothing of an older one is taken for
 * news of a later one.
 *
 * <p><b>Thread.</b> The fields belong to the supervisor; the listeners may be called by any thread.
 */
final class RegionAttempt implements TaskEvents, CutListener {

    private final Region region;
    private final long number;
    private final EventQueue events;
    private final Set<TaskId> unopened = new HashSet<>();
    private final Set<TaskId> unclosed = new HashSet<>();
    private final Set<TaskId> ended = new HashSet<>();
    private final Set<TaskId> committed = new HashSet<>();
    private TaskGroup tasks = NoTasks.NONE;

    RegionAttempt(Region region, long number, EventQueue events) {
        this.region = region;
        this.number = number;
        this.events = events;
    }

    Region region() {
        return region;
    }

    long number() {
        return number;
    }

    TaskGroup tasks() {
        return tasks;
    }

    void tasks(TaskGroup made) {
        tasks = made;
        unopened.addAll(made.ids());
        unclosed.addAll(made.ids());
    }

    /** Notes a task that is open; true if all are, with this one. */
    boolean noteOpened(TaskId task) {
        return unopened.remove(task) && unopened.isEmpty();
    }

    /** Notes a task that is closed; true if all are, with this one. */
    boolean noteClosed(TaskId task) {
        return unclosed.remove(task) && unclosed.isEmpty();
    }

    boolean isClosed() {
        return unclosed.isEmpty();
    }

    void noteEnded(TaskId task) {
        ended.add(task);
    }

    /** Whether all tasks have taken all their input. */
    boolean isEnded() {
        return ended.size() == tasks.ids().size();
    }

    void noteCommitted(TaskId task) {
        committed.add(task);
    }

    void forgetCommitted() {
        committed.clear();
    }

    /** Whether the operators of all tasks have heard of the last checkpoint. */
    boolean isCommitted() {
        return committed.size() == tasks.ids().size();
    }

    @Override
    public void onOpened(TaskId task) {
        events.add(supervisor -> supervisor.opened(this, task));
    }

    @Override
    public void onFailed(TopologyFailure failure, FailureKind kind) {
        events.add(supervisor -> supervisor.failed(this, failure, kind));
    }

    @Override
    public void onClosed(TaskId task) {
        events.add(supervisor -> supervisor.closed(this, task));
    }

    @Override
    public void onWritten(WrittenSnapshot snapshot) {
        events.add(supervisor -> supervisor.written(this, snapshot));
    }

    @Override
    public void onWriteFailed(long checkpointId, String reason) {
        events.add(supervisor -> supervisor.writeFailed(this, checkpointId, reason));
    }

    @Override
    public void onCut(TaskSnapshot snapshot) {
        events.add(supervisor -> supervisor.cut(this, snapshot));
    }

    @Override
    public void onEnded(TaskId task) {
        events.add(supervisor -> supervisor.ended(this, task));
    }

    @Override
    public void onCommitted(TaskId task, long checkpointId) {
        events.add(supervisor -> supervisor.committed(this, task, checkpointId));
    }
}
