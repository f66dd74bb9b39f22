package io.millrace.worker;

import io.millrace.status.SlowCall;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds steps that are not declared blocking and hold up the tasks beside them, names each once, and remembers it. Looks
 * closely only at threads that have said themselves that a call took long, and only for a moment.
 *
 * <p><b>Thread.</b> {@link #look} is called by one; {@link #slowCalls} by any.
 */
final class SlowCallWatch {

    private static final Logger log = LoggerFactory.getLogger(SlowCallWatch.class);
    private static final long SAMPLE_MILLIS = 4;
    private static final int SAMPLES = 60;

    private final Supplier<List<TaskThread>> threads;
    private final Map<Task, List<SlowCall>> found = new HashMap<>();

    SlowCallWatch(Supplier<List<TaskThread>> threads) {
        this.threads = threads;
    }

    /** Looks closely at the threads that are slow, if there are any. */
    void look() throws InterruptedException {
        List<TaskThread> slow =
                threads.get().stream().filter(TaskThread::pollSlow).toList();
        if (slow.isEmpty()) {
            return;
        }
        Map<TaskThread, SlowCallDetector> detectors = new HashMap<>();
        slow.forEach(thread -> detectors.put(thread, new SlowCallDetector()));
        for (int i = 0; i < SAMPLES && !detectors.isEmpty(); i++) {
            detectors.entrySet().removeIf(entry -> sample(entry.getKey(), entry.getValue()));
            Thread.sleep(SAMPLE_MILLIS);
        }
    }

    /** What was found in these tasks, once for each step. */
    synchronized List<SlowCall> slowCalls(List<Task> tasks) {
        List<SlowCall> calls = new ArrayList<>();
        Set<String> operators = new HashSet<>();
        for (Task task : tasks) {
            for (SlowCall call : found.getOrDefault(task, List.of())) {
                if (operators.add(call.operator())) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    /** Forgets tasks that are gone. */
    synchronized void forget(List<Task> tasks) {
        tasks.forEach(found::remove);
    }

    /** Takes a sample; true if it tells enough. */
    private boolean sample(TaskThread thread, SlowCallDetector detector) {
        TaskThread.Call call = thread.currentCall();
        if (call == null || call.task().isBlocking()) {
            return false;
        }
        StackTraceElement[] stack = thread.stackTrace();
        SlowCall slow = detector.onSample(
                new SlowCallDetector.Sample(call.startNanos(), call.task().userCodeIn(stack), thread.state(), stack),
                System.nanoTime());
        if (slow == null) {
            return false;
        }
        remember(call.task(), slow);
        return true;
    }

    private synchronized void remember(Task task, SlowCall slow) {
        List<SlowCall> ofTask = found.computeIfAbsent(task, key -> new ArrayList<>());
        if (ofTask.stream().anyMatch(earlier -> earlier.operator().equals(slow.operator()))) {
            return;
        }
        boolean isFirst = found.values().stream()
                .flatMap(List::stream)
                .noneMatch(earlier -> earlier.operator().equals(slow.operator()));
        ofTask.add(slow);
        if (isFirst) {
            log.warn(
                    "User code takes its time and holds up the tasks beside it: operator={}, took={}, at={};"
                            + " declare the step blocking, so that it gets threads of its own, or make it quicker",
                    slow.operator(),
                    slow.took(),
                    slow.where());
        }
    }
}
