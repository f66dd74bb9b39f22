package io.millrace.test;

import io.millrace.topology.Topology;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.task.OperatorCounters;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The tasks of the engine on one thread and virtual time, called until none of them has anything to do.
 *
 * <p><b>Thread.</b> Owned by the thread of the test.
 */
final class VirtualRun {

    private static final ExchangeSettings SETTINGS = new ExchangeSettings(64, 4, 0);
    private static final int MAX_WAITS = 2000;
    private static final long WAIT_NANOS = 1_000_000;
    private static final int MAX_ROUNDS = 1_000_000;
    private static final int MAX_TICKS = 10_000;

    private final List<Task> tasks;
    private final List<Task> live;
    private final List<Task> order;
    private final Random random;
    private long nowMillis;
    private final long startMillis;

    VirtualRun(Topology topology, DriverOptions options) {
        this.startMillis = options.start().toEpochMilli();
        this.nowMillis = startMillis;
        this.random = new Random(options.seed());
        this.tasks = TaskGraph.build(Planner.plan(topology, options.parallelism()), SETTINGS, this::nowMillis);
        this.live = new ArrayList<>(tasks);
        this.order = new ArrayList<>(tasks);
    }

    void open() {
        tasks.forEach(Task::open);
    }

    long nowMillis() {
        return nowMillis;
    }

    /** Calls every task until none of them does anything any more. */
    void runUntilIdle() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (!callAll()) {
                return;
            }
        }
        throw new AssertionError("Topology never comes to rest: rounds=" + MAX_ROUNDS + ", tasks="
                + live.stream().map(Task::stageName).toList() + "; look for a step that emits for ever");
    }

    /** Lets time pass in ticks of a millisecond, or, where that were more than ten thousand, in that many ticks. */
    void advance(Duration duration) {
        long end = nowMillis + duration.toMillis();
        long tick = Math.max(1, duration.toMillis() / MAX_TICKS);
        while (nowMillis < end) {
            nowMillis = Math.min(end, nowMillis + tick);
            runUntilIdle();
        }
    }

    /** Calls the tasks until they have ended; what comes from other threads is waited for, for a while in real time. */
    void runToTheEnd() {
        runUntilIdle();
        for (int i = 0; i < MAX_WAITS && !hasEnded(); i++) {
            LockSupport.parkNanos(WAIT_NANOS);
            runUntilIdle();
        }
    }

    boolean hasEnded() {
        return live.isEmpty();
    }

    /** Names of the stages that have not ended. */
    List<String> openStages() {
        return live.stream().map(Task::stageName).distinct().toList();
    }

    List<OperatorCounters.Snapshot> counters() {
        return tasks.stream().flatMap(task -> task.snapshot().stream()).toList();
    }

    /** Closes every task that is still open, and throws what the first failing one threw. */
    void close() {
        RuntimeException first = null;
        for (Task task : live) {
            try {
                task.close();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        live.clear();
        if (first != null) {
            throw first;
        }
    }

    private boolean callAll() {
        order.clear();
        order.addAll(live);
        Collections.shuffle(order, random);
        boolean hasWorked = false;
        for (Task task : order) {
            long nowNanos = (nowMillis - startMillis) * 1_000_000;
            Task.Progress progress = task.call(nowNanos, nowMillis);
            if (progress == Task.Progress.DONE) {
                live.remove(task);
                task.close();
            }
            hasWorked |= progress == Task.Progress.WORKED || progress == Task.Progress.DONE;
        }
        return hasWorked;
    }
}
