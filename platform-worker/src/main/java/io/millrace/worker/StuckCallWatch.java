package io.millrace.worker;

import io.millrace.status.StuckCall;
import io.millrace.status.Trouble;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds calls of user code that do not return, names the step, and warns about each once. */
final class StuckCallWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StuckCallWatch.class);
    private static final long SLOW_PERIOD_MILLIS = 100;

    private final Supplier<List<TaskThread>> threads;
    private final Duration stuckAfter;
    private final Set<TaskThread.Call> warned = new HashSet<>();
    private final Timer timer = new Timer("millrace-watch", true);
    private final SlowCallWatch slow;

    StuckCallWatch(Supplier<List<TaskThread>> threads, Duration stuckAfter) {
        this.threads = threads;
        this.stuckAfter = stuckAfter;
        this.slow = new SlowCallWatch(threads);
    }

    /** What is slow, beside what is stuck. */
    SlowCallWatch slow() {
        return slow;
    }

    void start() {
        long periodMillis = Math.max(100, stuckAfter.toMillis() / 2);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        warn();
                    }
                },
                periodMillis,
                periodMillis);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        try {
                            slow.look();
                        } catch (InterruptedException e) {
                            cancel();
                        }
                    }
                },
                SLOW_PERIOD_MILLIS,
                SLOW_PERIOD_MILLIS);
    }

    @Override
    public void close() {
        timer.cancel();
    }

    /** Calls of the given tasks that have taken too long so far. */
    List<StuckCall> stuckCalls(List<Task> tasks) {
        List<StuckCall> stuck = new ArrayList<>();
        for (TaskThread thread : threads.get()) {
            TaskThread.Call call = thread.currentCall();
            if (call != null && tasks.contains(call.task())) {
                StuckCall found = stuckCall(thread, call);
                if (found != null) {
                    stuck.add(found);
                }
            }
        }
        return stuck;
    }

    private void warn() {
        Set<TaskThread.Call> current = new HashSet<>();
        for (TaskThread thread : threads.get()) {
            TaskThread.Call call = thread.currentCall();
            StuckCall stuck = call == null ? null : stuckCall(thread, call);
            if (call != null && stuck != null) {
                current.add(call);
                if (warned.add(call)) {
                    log.warn(
                            "{}",
                            warning(stuck, call.task().troubles(), call.task().isBlocking()));
                }
            }
        }
        warned.retainAll(current);
    }

    /** A task that has said what it waits for is not stuck in a call that nobody knows of. */
    static String warning(StuckCall stuck, List<Trouble> troubles, boolean isBlocking) {
        String place = "operator=" + stuck.operator() + ", task=" + stuck.taskIndex() + ", since=" + stuck.since()
                + ", at=" + stuck.where();
        return troubles.isEmpty()
                ? "User code does not return: " + place + "; "
                        + (isBlocking
                                ? "give what it waits for a time limit"
                                : "make it quicker, or declare the step blocking")
                : "Task waits: " + place + "; "
                        + troubles.stream().map(Trouble::reason).collect(Collectors.joining("; "));
    }

    private @Nullable StuckCall stuckCall(TaskThread thread, TaskThread.Call call) {
        Duration since = Duration.ofNanos(System.nanoTime() - call.startNanos());
        if (since.compareTo(stuckAfter) < 0) {
            return null;
        }
        StackTraceElement[] stack = thread.stackTrace();
        Task.UserCode code = call.task().userCodeIn(stack);
        return new StuckCall(
                code == null ? String.join(" or ", call.task().operatorNames()) : code.operator(),
                call.task().index(),
                since,
                code != null ? code.frame().toString() : stack.length == 0 ? "(no stack)" : stack[0].toString());
    }
}
