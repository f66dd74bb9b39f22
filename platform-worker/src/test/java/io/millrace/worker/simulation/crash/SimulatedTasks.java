package io.millrace.worker.simulation.crash;

import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.TaskMaker;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.SourceSplits;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskEnvironment;
import io.millrace.worker.task.TaskGraph;
import io.millrace.worker.task.TaskPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/** The tasks of one process among several, called as the seed decides. No task of it may live twice at once. */
final class SimulatedTasks implements TaskMaker {

    private static final int CALLS_TOO_MANY = 200;

    private final Random random;
    private final VirtualClock clock;
    private final ExchangeSettings exchange;
    private final Plants plants;
    private final LongSupplier nanos;
    private final List<LivingTask> living = new ArrayList<>();
    private long attempt;

    /**
     * Makes one without tasks.
     *
     * @param nanos what the process takes for the time
     */
    SimulatedTasks(Random random, VirtualClock clock, ExchangeSettings exchange, Plants plants, LongSupplier nanos) {
        this.nanos = nanos;
        this.random = random;
        this.clock = clock;
        this.exchange = exchange;
        this.plants = plants;
    }

    /** Number of the attempt of the task that is called now. */
    long attempt() {
        return attempt;
    }

    boolean areGone() {
        return living.isEmpty();
    }

    /** Whether there are tasks that were started, and have not been called yet. */
    boolean areOpening() {
        return living.stream().anyMatch(task -> !task.isOpen());
    }

    /** Calls a task, once or some times; false if it had nothing to do. */
    boolean step() {
        LivingTask task = living.get(random.nextInt(living.size()));
        Task.Progress progress = Task.Progress.WAIT;
        int burst = random.nextInt(8) == 0 ? 10 : 1;
        for (int i = 0; i < burst && living.contains(task); i++) {
            progress = task.advance(nanos.getAsLong(), clock.millis());
            if (progress == Task.Progress.DONE) {
                living.remove(task);
            }
        }
        return progress == Task.Progress.WORKED || progress == Task.Progress.DONE;
    }

    @Override
    public LocalTasks make(Plan region, Checkpoints checkpoints, SourceSplits splits, TaskPlaces places) {
        List<Task> tasks = TaskGraph.build(
                region, new TaskEnvironment(exchange, clock::millis, new Taps(), checkpoints), splits, places);
        tasks.forEach(Task::checkRestore);
        return new Group(tasks, places.attempt());
    }

    @Override
    public void interruptReads() {
        // Nobody waits in a simulation.
    }

    private void requireAlone(Task task) {
        if (living.stream().anyMatch(other -> other.id().equals(task.id()))) {
            throw new AssertionError("Task lives twice at once: task=" + task.id());
        }
    }

    @Override
    public String toString() {
        return living.stream().map(LivingTask::toString).toList().toString();
    }

    private final class Group extends LocalTasks {

        private final long ofAttempt;

        Group(List<Task> tasks, long ofAttempt) {
            super(tasks);
            this.ofAttempt = ofAttempt;
        }

        @Override
        public void launch(TaskEvents events) {
            tasks().forEach(SimulatedTasks.this::requireAlone);
            tasks().forEach(task -> living.add(new LivingTask(task, events, () -> attempt = ofAttempt)));
        }

        @Override
        public void cancel() {
            List<LivingTask> cancelled =
                    living.stream().filter(each -> each.isOneOf(tasks())).toList();
            if (plants.closesEarly()) {
                cancelled.forEach(each -> each.closeTooEarly(CALLS_TOO_MANY));
            } else {
                cancelled.forEach(LivingTask::cancel);
            }
        }
    }
}
