package io.millrace.worker.supervise;

import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.task.CutListener;
import io.millrace.worker.task.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    private final Set<TaskId> ended = new HashSet<>();
    private final Set<TaskId> committed = new HashSet<>();
    private List<Task> tasks = List.of();
    private int unopened;
    private int unclosed;

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

    List<Task> tasks() {
        return tasks;
    }

    void tasks(List<Task> made) {
        tasks = List.copyOf(made);
        unopened = made.size();
        unclosed = made.size();
    }

    /** Names of the tasks, as their snapshots bear them. */
    Stream<TaskId> ids() {
        return tasks.stream().map(Task::id);
    }

    /** Counts a task that is open; true if all are. */
    boolean countOpened() {
        return --unopened == 0;
    }

    /** Counts a task that is closed; true if all are. */
    boolean countClosed() {
        return --unclosed == 0;
    }

    boolean isClosed() {
        return unclosed == 0;
    }

    boolean isOpen() {
        return unopened == 0;
    }

    void noteEnded(TaskId task) {
        ended.add(task);
    }

    /** Whether all tasks have taken all their input. */
    boolean isEnded() {
        return ended.size() == tasks.size();
    }

    void noteCommitted(TaskId task) {
        committed.add(task);
    }

    void forgetCommitted() {
        committed.clear();
    }

    /** Whether the operators of all tasks have heard of the last checkpoint. */
    boolean isCommitted() {
        return committed.size() == tasks.size();
    }

    @Override
    public void onOpened(Task task) {
        events.add(supervisor -> supervisor.opened(this));
    }

    @Override
    public void onFailed(Task task, Throwable cause) {
        events.add(supervisor -> supervisor.failed(this, task, cause));
    }

    @Override
    public void onClosed(Task task) {
        events.add(supervisor -> supervisor.closed(this));
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
