package io.millrace.worker;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.schedule.Clock;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.schedule.TaskListener;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.TaskHost;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskGraph;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tasks of a topology that a supervisor keeps alive, on the threads of the executor. */
final class SupervisedTasks implements TaskHost {

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
    public List<Task> build(Plan region, Checkpoints checkpoints) {
        return TaskGraph.build(region, exchange, Clock.SYSTEM::millis, taps, state.apply(checkpoints));
    }

    @Override
    public void launch(List<Task> tasks, TaskEvents events) {
        TaskListener listener = new TaskListener() {
            @Override
            public void onOpened(Task task) {
                events.onOpened(task);
            }

            @Override
            public void onFailed(Task task, Throwable cause) {
                if (!run.isCancelled()) {
                    events.onFailed(task, cause);
                }
            }

            @Override
            public void onClosed(Task task) {
                run.taskClosed(task);
                events.onClosed(task);
            }
        };
        List<ScheduledTask> scheduled =
                tasks.stream().map(task -> new ScheduledTask(task, listener)).toList();
        run.replaceTasks(scheduled);
        scheduled.forEach(placing);
    }

    @Override
    public void cancel(List<Task> tasks) {
        run.tasks().stream().filter(task -> tasks.contains(task.task())).forEach(ScheduledTask::cancel);
    }

    @Override
    public void stop(List<Task> tasks) {
        tasks.forEach(Task::requestStop);
        run.interruptReads();
    }

    @Override
    public void interruptReads() {
        run.interruptReads();
    }

    @Override
    public void onState(TopologyState state, @Nullable TopologyFailure failure) {
        run.change(state, failure);
    }
}
