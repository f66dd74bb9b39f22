package io.millrace.worker;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.TaskMaker;
import io.millrace.worker.schedule.Clock;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.schedule.TaskListener;
import io.millrace.worker.supervise.Failures;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.TaskGroup;
import io.millrace.worker.supervise.TaskHost;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.SourceSplits;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskEnvironment;
import io.millrace.worker.task.TaskGraph;
import io.millrace.worker.task.TaskPlaces;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tasks of a topology that a supervisor keeps alive, on the threads of the executor. */
final class SupervisedTasks implements TaskHost, TaskMaker {

    private final TopologyRun run;
    private final ExchangeSettings exchange;
    private final Taps taps;
    private final UnaryOperator<Checkpoints> state;
    private final Consumer<ScheduledTask> placing;

    /**
     * Makes a host without tasks.
     *
     * @param state says where the tasks keep their state
     * @param placing gives a task to a thread
     */
    SupervisedTasks(
            TopologyRun run,
            ExchangeSettings exchange,
            Taps taps,
            UnaryOperator<Checkpoints> state,
            Consumer<ScheduledTask> placing) {
        this.state = state;
        this.run = run;
        this.exchange = exchange;
        this.taps = taps;
        this.placing = placing;
    }

    @Override
    public TaskGroup build(Plan region, long attempt, Checkpoints checkpoints) {
        return make(region, checkpoints, SourceSplits.ask(region), TaskPlaces.LOCAL);
    }

    @Override
    public LocalTasks make(Plan region, Checkpoints checkpoints, SourceSplits splits, TaskPlaces places) {
        TaskEnvironment environment = new TaskEnvironment(
                exchange, Clock.SYSTEM::millis, taps, state.apply(checkpoints), Clock.SYSTEM::nanos);
        List<Task> tasks = TaskGraph.build(region, environment, splits, places);
        tasks.forEach(Task::checkRestore);
        return new Group(tasks);
    }

    @Override
    public void interruptReads() {
        run.interruptReads();
    }

    @Override
    public void onState(TopologyState state, @Nullable TopologyFailure failure) {
        run.change(state, failure);
    }

    /** Tasks on the threads of the executor. */
    private final class Group extends LocalTasks {

        Group(List<Task> tasks) {
            super(tasks);
        }

        @Override
        public void launch(TaskEvents events) {
            TaskListener listener = new Events(events);
            List<ScheduledTask> scheduled = tasks().stream()
                    .map(task -> new ScheduledTask(task, listener))
                    .toList();
            run.replaceTasks(scheduled);
            scheduled.forEach(placing);
        }

        @Override
        public void cancel() {
            run.tasks().stream().filter(task -> tasks().contains(task.task())).forEach(ScheduledTask::cancel);
        }

        @Override
        public void stop() {
            super.stop();
            run.interruptReads();
        }
    }

    /** Passes on what becomes of the tasks, unless the run has been cut short. */
    private final class Events implements TaskListener {

        private final TaskEvents events;

        Events(TaskEvents events) {
            this.events = events;
        }

        @Override
        public void onOpened(Task task) {
            events.onOpened(task.id());
        }

        @Override
        public void onFailed(Task task, Throwable cause) {
            if (!run.isCancelled()) {
                events.onFailed(Failures.of(task, cause), Failures.kind(cause));
            }
        }

        @Override
        public void onClosed(Task task) {
            run.taskClosed(task);
            events.onClosed(task.id());
        }
    }
}
