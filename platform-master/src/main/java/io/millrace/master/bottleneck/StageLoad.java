package io.millrace.master.bottleneck;

import io.millrace.master.bottleneck.Bottleneck.Cause;
import java.util.Comparator;
import java.util.List;

/**
 * What the tasks of a stage have spent a while on. Steps that are fused run in the same tasks: they are one thing here.
 *
 * @param name name of the stage
 * @param tasks all of its tasks of which something is known, at least one
 */
record StageLoad(String name, List<TaskLoad> tasks) {

    /** Less than that is the usual to and fro. */
    private static final double WAITS = 0.1;

    /** A task that gets so many times the records of a task that is not hot gets far more. */
    private static final double FAR_MORE = 2;

    List<String> steps() {
        return tasks.get(0).steps();
    }

    /** The task that has least time left. */
    TaskLoad hottest() {
        return tasks.stream().max(Comparator.comparingDouble(TaskLoad::load)).orElseThrow();
    }

    int hotTasks() {
        return (int) tasks.stream().filter(TaskLoad::isHot).count();
    }

    /** Share of its time in which the task that waits most for room in its output does so. */
    double waiting() {
        return tasks.stream().mapToDouble(TaskLoad::waitingForCredit).max().orElse(0);
    }

    boolean isHeldBack() {
        return waiting() >= WAITS;
    }

    /** How much its input presses: full queues, and tasks that are never idle. */
    double pressure() {
        return tasks.stream()
                .mapToDouble(task -> task.queueFill() + task.load() + task.waitingForCredit())
                .max()
                .orElse(0);
    }

    Cause cause(boolean isKeyed) {
        int hot = hotTasks();
        if (hot == 0) {
            return Cause.OTHER_WAIT;
        }
        if (hottest().waitingForThread() > hottest().busy()) {
            return Cause.FEW_THREADS;
        }
        if (hot == tasks.size()) {
            return Cause.TOO_MUCH_WORK;
        }
        double ofHot = records(true);
        if (ofHot > FAR_MORE * records(false)) {
            return isKeyed ? Cause.KEY_SKEW : Cause.UNEVEN_RECORDS;
        }
        return Cause.SLOW_TASKS;
    }

    /** Records that a hot task gets, or one that is not, on the average. */
    private double records(boolean isHot) {
        return tasks.stream()
                .filter(task -> task.isHot() == isHot)
                .mapToDouble(TaskLoad::recordsInPerSecond)
                .average()
                .orElse(0);
    }
}
