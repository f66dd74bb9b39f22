package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.SimulatedCrash;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.Failures;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.task.Task;
import java.util.List;

/** A task with what its life has come to. */
final class LivingTask {

    private final Task task;
    private final TaskEvents events;
    private final Runnable beforeCall;
    private boolean isOpen;
    private boolean isCancelled;
    private boolean isClosedForOthers;
    private int callsLeft = Integer.MAX_VALUE;

    LivingTask(Task task, TaskEvents events, Runnable beforeCall) {
        this.task = task;
        this.events = events;
        this.beforeCall = beforeCall;
    }

    TaskId id() {
        return task.id();
    }

    boolean isOpen() {
        return isOpen;
    }

    boolean isOneOf(List<Task> tasks) {
        return tasks.contains(task);
    }

    void cancel() {
        isCancelled = true;
    }

    /** Says that it is closed, and is called so many times more before it is: a wrong that is done on purpose. */
    void closeTooEarly(int calls) {
        if (!isClosedForOthers) {
            isClosedForOthers = true;
            callsLeft = calls;
            events.onClosed(task.id());
        }
    }

    /** Calls it once. */
    Task.Progress advance(long nowNanos, long nowMillis) {
        beforeCall.run();
        if (isCancelled || callsLeft-- <= 0) {
            return close();
        }
        try {
            if (!isOpen) {
                isOpen = true;
                task.open();
                events.onOpened(task.id());
            }
            Task.Progress progress = task.call(nowNanos, nowMillis);
            return progress == Task.Progress.DONE ? close() : progress;
        } catch (Throwable e) {
            rethrowWhatIsNotOfTheApplication(e);
            events.onFailed(Failures.of(task, e), Failures.kind(e));
            return close();
        }
    }

    private Task.Progress close() {
        try {
            if (isOpen) {
                task.close();
            }
        } catch (RuntimeException e) {
            events.onFailed(Failures.of(task, e), Failures.kind(e));
        }
        if (!isClosedForOthers) {
            events.onClosed(task.id());
        }
        return Task.Progress.DONE;
    }

    private static void rethrowWhatIsNotOfTheApplication(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AssertionError broken) {
                throw broken;
            }
            if (cause instanceof SimulatedCrash crash) {
                throw crash;
            }
            if (cause instanceof Chaos.ProcessDied died) {
                throw died;
            }
        }
    }

    @Override
    public String toString() {
        return task.id().toString();
    }
}
