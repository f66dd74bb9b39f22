package io.millrace.worker;

import io.millrace.deadletter.DeadLetter;
import io.millrace.status.OperatorStatus;
import io.millrace.status.SlowCall;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Topology;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.schedule.TaskListener;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.task.OperatorFailedException;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A topology that has been started.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
public final class TopologyRun {

    private static final Logger log = LoggerFactory.getLogger(TopologyRun.class);

    private final Plan plan;
    private final List<ScheduledTask> tasks;
    private final Consumer<TopologyStateChanged> listener;
    private final StuckCallWatch watch;
    private final Taps taps;
    private final Map<Task, Runnable> onClosed = new HashMap<>();
    private final List<Runnable> onStop = new ArrayList<>();
    private final CountDownLatch terminal = new CountDownLatch(1);
    private final CountDownLatch closed;
    private TopologyState state = TopologyState.STARTING;
    private @Nullable TopologyFailure failure;
    private boolean isCancelled;
    private boolean hasFailedLate;
    private int unopened;
    private int unclosed;

    TopologyRun(Plan plan, List<Task> tasks, Taps taps, Consumer<TopologyStateChanged> listener, StuckCallWatch watch) {
        this.taps = taps;
        TaskListener events = new Events();
        this.plan = plan;
        this.tasks = tasks.stream().map(task -> new ScheduledTask(task, events)).toList();
        this.listener = listener;
        this.watch = watch;
        this.unopened = tasks.size();
        this.unclosed = tasks.size();
        this.closed = new CountDownLatch(tasks.size());
    }

    /** The topology. */
    public Topology topology() {
        return plan.topology();
    }

    /** Where somebody may listen to the results of a step. */
    public Taps.Tap tap(String step) {
        return taps.of(topology().step(step).name());
    }

    /** Its latest dead letters, the newest first, and those of earlier runs with the same taps. */
    public List<DeadLetter> deadLetters(int limit) {
        return taps.deadLetters().newest(limit);
    }

    /** What is known of it now. Counters are those of the end of a recent call of each task. */
    public TopologyStatus status() {
        List<OperatorStatus> operators = OperatorStatuses.of(
                plan, tasks.stream().map(ScheduledTask::task).toList());
        List<Task> running = tasks.stream()
                .filter(task -> !task.isClosed())
                .map(ScheduledTask::task)
                .toList();
        synchronized (this) {
            return new TopologyStatus(
                    topology().name(), state, failure, operators, watch.stuckCalls(running), slowCalls());
        }
    }

    /**
     * Stops it in an orderly way, without waiting: sources read no further, records on their way are processed, windows
     * that are not complete do not fire, operators are closed.
     */
    public void stop() {
        synchronized (this) {
            if (state != TopologyState.STARTING && state != TopologyState.RUNNING) {
                return;
            }
            change(TopologyState.STOPPING);
        }
        tasks.forEach(task -> task.task().requestStop());
        List<Runnable> actions;
        synchronized (this) {
            actions = List.copyOf(onStop);
        }
        actions.forEach(Runnable::run);
    }

    /**
     * Waits until nothing more will happen.
     *
     * @return the status then, or after the timeout
     */
    public TopologyStatus await(Duration timeout) throws InterruptedException {
        if (terminal.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            closed.await(Math.min(timeout.toNanos(), TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
        }
        return status();
    }

    List<ScheduledTask> tasks() {
        return tasks;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Names what is to be done when a task has been closed. */
    synchronized void onClosed(ScheduledTask task, Runnable action) {
        onClosed.put(task.task(), action);
    }

    /** Names what is to be done when it is to stop. */
    synchronized void onStop(Runnable action) {
        onStop.add(action);
    }

    /** Waits for the end of all tasks, at most so long; true if they have ended. */
    boolean awaitClosed(Deadline deadline, long atMostMillis) {
        try {
            long atMostNanos = TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            return closed.await(Math.min(deadline.leftNanos(), atMostNanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Records taken and given so far by all operators, to see whether anything still happens. */
    long recordsSoFar() {
        return status().operators().stream()
                .mapToLong(operator -> operator.recordsIn() + operator.recordsOut())
                .sum();
    }

    /** Whether one of the threads is reading a source for it. */
    boolean isInReadOf(List<TaskThread> threads) {
        return threads.stream()
                .map(TaskThread::currentCall)
                .anyMatch(call -> call != null
                        && call.task().isOnlySource()
                        && tasks.stream().anyMatch(task -> task.task() == call.task()));
    }

    /** Lets no task do anything more; what fails from now on, because it is interrupted, is no failure of the topology. */
    void cancel() {
        synchronized (this) {
            isCancelled = true;
        }
        tasks.forEach(ScheduledTask::cancel);
    }

    /** The threads are gone; what has not been closed never will be. */
    synchronized void abandon() {
        if (!state.isTerminal()) {
            change(TopologyState.STOPPED);
        }
    }

    private List<SlowCall> slowCalls() {
        return watch.slow().slowCalls(tasks.stream().map(ScheduledTask::task).toList());
    }

    private void change(TopologyState to) {
        TopologyState from = state;
        state = to;
        if (to.isTerminal()) {
            terminal.countDown();
        }
        try {
            listener.accept(new TopologyStateChanged(from, status()));
        } catch (RuntimeException | Error e) {
            log.warn("Listener failed: topology={}, from={}, to={}", topology().name(), from, to, e);
        }
    }

    private final class Events implements TaskListener {

        @Override
        public void onOpened(Task task) {
            synchronized (TopologyRun.this) {
                if (--unopened == 0 && state == TopologyState.STARTING) {
                    change(TopologyState.RUNNING);
                }
            }
        }

        @Override
        public void onFailed(Task task, Throwable cause) {
            synchronized (TopologyRun.this) {
                if (!state.isTerminal() && !isCancelled) {
                    failure = failure(task, cause);
                    change(TopologyState.FAILED);
                } else {
                    logLate(cause);
                }
            }
            cancel();
        }

        @Override
        public void onClosed(Task task) {
            Runnable action;
            synchronized (TopologyRun.this) {
                action = onClosed.remove(task);
                if (--unclosed == 0 && !state.isTerminal()) {
                    change(state == TopologyState.STOPPING ? TopologyState.STOPPED : TopologyState.FINISHED);
                }
            }
            closed.countDown();
            if (action != null) {
                action.run();
            }
        }

        /** One failure brings others with it, and so does an end that is cut short: only the first is worth a word. */
        private void logLate(Throwable cause) {
            Level level = hasFailedLate || (isCancelled && isInterruption(cause)) ? Level.DEBUG : Level.WARN;
            hasFailedLate |= level == Level.WARN;
            log.atLevel(level)
                    .setCause(cause)
                    .log(
                            "Task failed after its topology had ended: topology={}, state={}",
                            topology().name(),
                            state);
        }

        private static boolean isInterruption(Throwable cause) {
            return cause instanceof InterruptedException || cause.getCause() instanceof InterruptedException;
        }

        private TopologyFailure failure(Task task, Throwable cause) {
            if (cause instanceof OperatorFailedException failed) {
                Throwable root = failed.getCause() == null ? failed : failed.getCause();
                return new TopologyFailure(
                        failed.operator(), task.index(), failed.record(), String.valueOf(failed.getMessage()), root);
            }
            String message = "Task failed: stage=" + task.stageName() + ", task=" + task.index() + ", cause=" + cause;
            return new TopologyFailure(task.operatorNames().get(0), task.index(), null, message, cause);
        }
    }
}
