package io.millrace.worker.schedule;

import io.millrace.worker.exchange.Waker;
import io.millrace.worker.task.Task;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Thread that calls its tasks in turn, and sleeps while none of them has work.
 *
 * <p><b>Thread.</b> {@link #add}, {@link #wake}, {@link #stop} and {@link #currentCall} may be called by any thread.
 *
 * <p>Sleeping and waking: the thread says that it is about to sleep and then looks at its tasks once more; who hands a
 * batch over does that first and then looks whether the thread sleeps. With a full fence between the two steps on either
 * side, one of them sees the other.
 */
public final class TaskThread implements Waker, Runnable {

    private static final int SPINS = 64;
    private static final long MIN_POLL_NANOS = 50_000;
    private static final long MAX_POLL_NANOS = 4_000_000;
    private static final long MAX_SLEEP_NANOS = 200_000_000;

    /** A virtual thread keeps its carrier, and others from running, until it parks or yields. */
    private static final int ROUNDS_WITHOUT_YIELD = 16;

    /** A call of a task that shares its thread should be over by then. */
    private static final long SLOW_NANOS = 10_000_000;

    private final Clock clock;
    private final Thread thread;
    private final boolean mayBeVirtual;
    private final Queue<ScheduledTask> added = new ConcurrentLinkedQueue<>();
    private final List<ScheduledTask> tasks = new ArrayList<>();
    private volatile boolean isSleepy;
    private volatile boolean isStopped;
    private final AtomicInteger load = new AtomicInteger();
    private final AtomicReference<@Nullable Task> currentTask = new AtomicReference<>();
    private final AtomicLong currentStartNanos = new AtomicLong();
    private volatile boolean isSlow;
    private @Nullable Task previousTask;
    private long previousStartNanos;

    /** Makes a thread that has not been started. */
    public TaskThread(String name, Clock clock) {
        this(name, clock, TaskThread::daemon, false);
    }

    /**
     * Makes a thread that has not been started.
     *
     * @param threads makes the thread itself, of a name and what it is to run; it must not keep the JVM alive
     */
    public TaskThread(String name, Clock clock, BiFunction<String, Runnable, Thread> threads) {
        this(name, clock, threads, true);
    }

    private TaskThread(String name, Clock clock, BiFunction<String, Runnable, Thread> threads, boolean mayBeVirtual) {
        this.mayBeVirtual = mayBeVirtual;
        this.clock = clock;
        this.thread = threads.apply(name, this);
    }

    /** Makes a thread of the platform that keeps no JVM alive. */
    public static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Gives the thread a task to call. */
    public void add(ScheduledTask task) {
        load.incrementAndGet();
        task.task().times().schedule(clock.nanos());
        task.task().wakeWith(this);
        added.add(task);
        wake();
    }

    /** Number of tasks that it has been given and that have not ended. */
    public int load() {
        return load.get();
    }

    /** Lets the thread end; tasks that it still has are closed. */
    public void stop() {
        isStopped = true;
        LockSupport.unpark(thread);
    }

    /** Interrupts what the thread is doing. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Waits for the thread's end. */
    public boolean join(long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }

    /** The call that the thread is in, or null if it is between calls. */
    public @Nullable Call currentCall() {
        Task task = currentTask.get();
        return task == null ? null : new Call(task, currentStartNanos.get());
    }

    /** Whether a task that shares the thread has lately held it for long; asking makes it forget. */
    public boolean pollSlow() {
        if (!isSlow) {
            return false;
        }
        isSlow = false;
        return true;
    }

    /** Where the thread is now. */
    public StackTraceElement[] stackTrace() {
        return thread.getStackTrace();
    }

    /** Whether the thread runs or waits now. */
    public Thread.State state() {
        return thread.getState();
    }

    @Override
    public void wake() {
        VarHandle.fullFence();
        if (isSleepy) {
            isSleepy = false;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        int idleRounds = 0;
        int busyRounds = 0;
        long pollNanos = MIN_POLL_NANOS;
        while (!isStopped) {
            Task.Progress best = callAll();
            if (best == Task.Progress.WORKED) {
                idleRounds = 0;
                pollNanos = MIN_POLL_NANOS;
                if (mayBeVirtual && ++busyRounds % ROUNDS_WITHOUT_YIELD == 0) {
                    letOthersRun();
                }
            } else if (++idleRounds <= SPINS) {
                Thread.onSpinWait();
            } else {
                boolean polls = best == Task.Progress.POLL;
                sleep(polls ? pollNanos : MAX_SLEEP_NANOS);
                pollNanos = Math.min(pollNanos * 2, MAX_POLL_NANOS);
            }
        }
        takeAdded();
        tasks.forEach(ScheduledTask::cancel);
        callAll();
    }

    @SuppressWarnings("ThreadPriorityCheck") // Not about priorities: a virtual thread is never taken off its carrier.
    private static void letOthersRun() {
        Thread.yield();
    }

    /** Sleeps unless one more look at the tasks finds work. */
    private void sleep(long nanos) {
        isSleepy = true;
        VarHandle.fullFence();
        if (callAll() != Task.Progress.WORKED && isSleepy && added.isEmpty() && !isStopped) {
            previousTask = null;
            LockSupport.parkNanos(this, nanos);
            // A pending interrupt would end every later sleep at once.
            Thread.interrupted();
        }
        isSleepy = false;
    }

    private Task.Progress callAll() {
        takeAdded();
        Task.Progress best = Task.Progress.WAIT;
        for (int i = 0; i < tasks.size(); i++) {
            ScheduledTask task = tasks.get(i);
            Task.Progress progress = call(task);
            if (progress == Task.Progress.DONE) {
                tasks.remove(i--);
                load.decrementAndGet();
                best = Task.Progress.WORKED;
            } else if (progress.compareTo(best) < 0) {
                best = progress;
            }
        }
        return best;
    }

    private Task.Progress call(ScheduledTask task) {
        long nowNanos = clock.nanos();
        endPrevious(nowNanos);
        currentStartNanos.lazySet(nowNanos);
        currentTask.lazySet(task.task());
        task.task().times().startCall(nowNanos);
        Task.Progress progress = task.advance(nowNanos, clock.micros());
        currentTask.lazySet(null);
        previousTask = task.task();
        previousStartNanos = nowNanos;
        return progress;
    }

    /** The start of a call is the end of the one before, so this costs no reading of the clock. */
    private void endPrevious(long nowNanos) {
        Task previous = previousTask;
        if (previous == null) {
            return;
        }
        previous.times().endCall(nowNanos);
        if (nowNanos - previousStartNanos > SLOW_NANOS && !previous.isBlocking()) {
            isSlow = true;
        }
    }

    private void takeAdded() {
        ScheduledTask task = added.poll();
        while (task != null) {
            tasks.add(task);
            task = added.poll();
        }
    }

    /**
     * A call of a task that has not returned.
     *
     * @param task the task
     * @param startNanos when it began
     */
    public record Call(Task task, long startNanos) {}
}
