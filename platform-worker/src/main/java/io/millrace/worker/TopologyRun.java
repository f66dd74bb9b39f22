package io.millrace.worker;

import io.millrace.deadletter.DeadLetter;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.OperatorStatus;
import io.millrace.status.SlowCall;
import io.millrace.status.TaskStatus;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.status.Trouble;
import io.millrace.topology.Topology;
import io.millrace.worker.history.LookedAt;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.RemoteCounts;
import io.millrace.worker.remote.TaskCount;
import io.millrace.worker.remote.TaskStatuses;
import io.millrace.worker.remote.TopologyPicture;
import io.millrace.worker.schedule.Clock;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.schedule.TaskListener;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.Failures;
import io.millrace.worker.supervise.SavepointRequest;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** More need nobody wait for; each is a checkpoint of its own. */
    private static final int MAX_AWAITED = 1000;

    private final Plan plan;
    private final List<ScheduledTask> tasks = new CopyOnWriteArrayList<>();
    private final Consumer<TopologyStateChanged> listener;
    private final StuckCallWatch watch;
    private final Taps taps;
    private final Map<Task, Runnable> onClosed = new HashMap<>();
    private final List<Runnable> onStop = new ArrayList<>();
    private final List<Runnable> onOver = new ArrayList<>();
    private final CountDownLatch terminal = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RetiredCounters retired = new RetiredCounters();
    private final Set<AwaitedSavepoint> awaited = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Keeper keeper;
    private @Nullable Membership membership;
    private volatile @Nullable String waiting;
    private volatile @Nullable String remark;
    private volatile @Nullable TopologyPicture told;
    private TopologyState state = TopologyState.STARTING;
    private @Nullable TopologyFailure failure;
    private boolean isCancelled;
    private boolean hasFailedLate;
    private boolean isDraining;
    private int unopened;
    private int unclosed;

    TopologyRun(Plan plan, Taps taps, Consumer<TopologyStateChanged> listener, StuckCallWatch watch) {
        this.taps = taps;
        this.plan = plan;
        this.listener = listener;
        this.watch = watch;
    }

    /** Gives it tasks that nobody keeps alive: the first failure is the end. */
    void adopt(List<Task> unsupervised) {
        TaskListener events = new Events();
        unsupervised.forEach(task -> tasks.add(new ScheduledTask(task, events)));
        unopened = tasks.size();
        unclosed = tasks.size();
    }

    /** Gives it somebody who keeps it alive here, or, with null, takes him away. */
    void keep(@Nullable Keeper next) {
        keeper = next;
        told = null;
        if (next == null) {
            List.copyOf(awaited).forEach(AwaitedSavepoint::abandon);
        }
    }

    /** What whoever keeps it alive elsewhere knows of it. */
    void show(TopologyPicture picture) {
        told = picture;
    }

    /** Makes it the part of this process in a topology that runs in several. */
    void join(Membership part) {
        membership = part;
    }

    Plan plan() {
        return plan;
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

    /**
     * What is known of it now. Counters are those of the end of a recent call of each task; where others lead, those that the
     * leader told last.
     */
    public TopologyStatus status() {
        TopologyPicture elsewhere = told;
        TopologyStatus own = ownStatus();
        return elsewhere == null || keeper != null ? own : joined(elsewhere, own);
    }

    /** The picture of the leader, with what it cannot know. */
    private static TopologyStatus joined(TopologyPicture told, TopologyStatus own) {
        return new TopologyStatus(
                own.topology(),
                own.state(),
                own.failure(),
                told.operators(),
                union(told.stuck(), own.stuck()),
                union(told.slow(), own.slow()),
                told.checkpoints(),
                union(told.troubles(), own.troubles()));
    }

    private static <T> List<T> union(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    private TopologyStatus ownStatus() {
        Keeper current = keeper;
        RemoteCounts remote = current == null ? null : current.counts();
        List<TaskCount> elsewhere = remote == null ? List.of() : remote.tasks();
        List<TaskCounts> counts = Stream.concat(
                        tasks.stream().map(task -> TaskCounts.of(task.task())),
                        elsewhere.stream().map(count -> TaskCounts.of(plan, count)))
                .toList();
        List<OperatorStatus> operators = OperatorStatuses.of(plan, counts, retired.current());
        List<Task> running = tasks.stream()
                .filter(task -> !task.isClosed())
                .map(ScheduledTask::task)
                .toList();
        CheckpointStatus checkpoints =
                current == null ? CheckpointStatus.NONE : current.supervisor().status();
        synchronized (this) {
            return new TopologyStatus(
                    topology().name(),
                    state,
                    failure,
                    operators,
                    watch.stuckCalls(running),
                    slowCalls(),
                    checkpoints,
                    Stream.of(
                                    waits(),
                                    running.stream().flatMap(task -> task.troubles().stream()),
                                    elsewhere.stream().flatMap(count -> count.troubles().stream()))
                            .flatMap(troubles -> troubles)
                            .toList());
        }
    }

    private Stream<Trouble> waits() {
        return Stream.of(Optional.ofNullable(waiting), Optional.ofNullable(remark))
                .flatMap(Optional::stream)
                .map(reason -> new Trouble(topology().steps().get(0).name(), 0, reason));
    }

    /** What is known of its tasks now, wherever they run; where others lead, what the leader told last. */
    public List<TaskStatus> taskStatuses() {
        TopologyPicture elsewhere = told;
        Keeper current = keeper;
        if (elsewhere != null && current == null) {
            return elsewhere.tasks();
        }
        RemoteCounts remote = current == null ? null : current.counts();
        long nowNanos = Clock.SYSTEM.nanos();
        return Stream.concat(
                        tasks.stream()
                                .filter(task -> !task.isClosed())
                                .map(task -> TaskStatuses.of(task.task().metrics(nowNanos), member())),
                        remote == null ? Stream.of() : remote.tasks().stream().map(TaskCount::status))
                .toList();
    }

    /** What a look at the tasks that run here shows; for one reader, who sees what was recorded since the look before. */
    public List<LookedAt> look(long nowNanos) {
        return tasks.stream()
                .filter(task -> !task.isClosed())
                .map(ScheduledTask::task)
                .map(task -> new LookedAt(task.metrics(nowNanos), task.takeHistograms()))
                .toList();
    }

    private int member() {
        Membership part = membership;
        return part == null ? 0 : part.agent().self();
    }

    /**
     * Stops it in an orderly way, without waiting: sources read no further, records on their way are processed, windows
     * that are not complete do not fire, operators are closed. Where there are checkpoints a last one is taken, so that the
     * next start goes on from here.
     */
    public void stop() {
        Keeper current = keeper;
        if (current != null) {
            current.supervisor().stop();
            return;
        }
        if (membership != null) {
            if (membership.endsWithLeader()) {
                leave();
            }
            return;
        }
        synchronized (this) {
            if (state != TopologyState.STARTING && state != TopologyState.RUNNING) {
                return;
            }
            change(TopologyState.STOPPING);
        }
        tasks.forEach(task -> task.task().requestStop());
        interruptReads();
    }

    /**
     * Ends it at once, without waiting: nothing is processed any more, and there is no last checkpoint. The next start goes on
     * from the last one there is.
     */
    public void cancelNow() {
        Keeper current = keeper;
        if (current != null) {
            current.supervisor().cancel();
            return;
        }
        synchronized (this) {
            if (membership != null || state.isTerminal()) {
                return;
            }
            change(TopologyState.STOPPING);
        }
        cancel();
        interruptReads();
    }

    /**
     * Lets it come to its end, without waiting: sources read no further, as if they had ended; windows fire, and all results come
     * out. Then it has finished, and the next start begins anew.
     */
    public void drain() {
        Keeper current = keeper;
        if (current != null) {
            current.supervisor().drain();
            return;
        }
        synchronized (this) {
            if (membership != null || state.isTerminal() || state == TopologyState.STOPPING) {
                return;
            }
            isDraining = true;
            change(TopologyState.STOPPING);
        }
        tasks.forEach(task -> task.task().requestDrain());
        interruptReads();
    }

    /**
     * Asks for a savepoint: a checkpoint that is kept until it is deleted.
     *
     * @return its number; fails with an {@link IllegalStateException} that says why there is none
     */
    public CompletableFuture<Long> savepoint() {
        Keeper current = keeper;
        if (current == null && membership != null) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "Savepoints are taken by the leader: topology=" + topology().name() + "; ask it"));
        }
        if (current == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Topology takes no checkpoints, and so no savepoint: topology="
                            + topology().name() + "; give it another guarantee than AT_MOST_ONCE"));
        }
        if (awaited.size() >= MAX_AWAITED) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Topology has too many savepoints to take: topology="
                            + topology().name() + ", waiting=" + MAX_AWAITED + "; wait until some are taken"));
        }
        AwaitedSavepoint savepoint = new AwaitedSavepoint();
        awaited.add(savepoint);
        current.supervisor().savepoint(savepoint);
        if (isClosed()) {
            // Nobody may be there any more to answer.
            savepoint.refuse();
        }
        Keeper now = keeper;
        if (now == null || now.supervisor() != current.supervisor()) {
            savepoint.abandon();
        }
        return savepoint.taken;
    }

    private synchronized TopologyState state() {
        return state;
    }

    /** Interrupts those who wait in a read for what is not to be read any more. */
    void interruptReads() {
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

    /** Takes tasks in the place of closed ones of the same stages. */
    synchronized void replaceTasks(List<ScheduledTask> started) {
        Set<TaskId> ids = started.stream().map(task -> task.task().id()).collect(Collectors.toSet());
        List<ScheduledTask> replaced =
                tasks.stream().filter(task -> ids.contains(task.task().id())).toList();
        retired.add(plan, replaced.stream().map(ScheduledTask::task).toList());
        tasks.removeAll(replaced);
        watch.slow().forget(replaced.stream().map(ScheduledTask::task).toList());
        tasks.addAll(started);
    }

    /** A task has been closed. */
    void taskClosed(Task task) {
        Runnable action;
        synchronized (this) {
            action = onClosed.remove(task);
        }
        if (action != null) {
            action.run();
        }
    }

    /** Names what is to be done when nothing more will happen. */
    synchronized void onOver(Runnable action) {
        onOver.add(action);
    }

    /** Nothing more will happen. */
    void over() {
        closed.countDown();
        List<Runnable> actions;
        synchronized (this) {
            if (membership != null && !state.isTerminal()) {
                change(TopologyState.STOPPED);
            }
            actions = List.copyOf(onOver);
        }
        actions.forEach(Runnable::run);
        List.copyOf(awaited).forEach(AwaitedSavepoint::refuse);
    }

    synchronized boolean isCancelled() {
        return isCancelled;
    }

    /** Another state, as the supervisor says. */
    synchronized void change(TopologyState to, @Nullable TopologyFailure why) {
        if (!state.isTerminal()) {
            failure = why == null ? failure : why;
            change(to);
        } else if (membership != null && !to.isTerminal()) {
            // It was started again, which may be elsewhere.
            failure = why;
            change(to);
        }
    }

    /** The run is over and will not be gone on with: what is kept of it is forgotten if it has finished. */
    public void forget() {
        Keeper current = keeper;
        if (current != null && isClosed()) {
            try {
                current.supervisor().forget();
            } catch (IOException e) {
                log.warn(
                        "Checkpoints of a finished topology stay: topology={}",
                        topology().name(),
                        e);
            }
        }
    }

    /** Whether nothing more will happen: it has come to an end, and its tasks and whoever kept it alive are gone. */
    public boolean isClosed() {
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

    /** Records taken and given so far by all operators that are seen from here, to see whether anything still happens. */
    long recordsSoFar() {
        return ownStatus().operators().stream()
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

    /**
     * Whether the next run begins as this one was begun, unless there are checkpoints since then: somebody has stopped it. One that
     * has finished begins anew; one that has failed goes on from the last checkpoint, for what it was begun with may be why.
     */
    public boolean isResumable() {
        return status().state() == TopologyState.STOPPED;
    }

    /** Lets no task do anything more; what fails from now on, because it is interrupted, is no failure of the topology. */
    void cancel() {
        synchronized (this) {
            isCancelled = true;
        }
        tasks.forEach(ScheduledTask::cancel);
    }

    /** Whoever keeps it alive does nothing more: what it works on may be closed now. */
    void stopKeeper() {
        Keeper current = keeper;
        if (current != null) {
            current.thread().stop();
        }
        if (membership != null) {
            membership.thread().stop();
        }
    }

    /** Says what it waits for, in words for people, or with null that it does not. */
    void waitFor(@Nullable String reason) {
        waiting = reason;
    }

    /** Says what else people should know while it runs, or with null that there is nothing. */
    void remark(@Nullable String text) {
        remark = text;
    }

    /** Another version of the application runs it: what was left of it here is let go of. */
    void dismiss() {
        if (membership != null) {
            membership.agent().dismiss();
        }
    }

    /** Lets go of all tasks in this process, and takes no others. */
    void leave() {
        if (membership != null) {
            membership.leave();
        }
    }

    /** Ends what runs of it in this process. If others can go on with it, they do. */
    void end() {
        Membership part = membership;
        if (part == null || (part.endsWithLeader() && keeper != null)) {
            stop();
            return;
        }
        Keeper current = keeper;
        if (current != null) {
            current.thread().stop();
        }
        part.leave();
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

    /** A savepoint that somebody waits for: there is an answer also when the run is over before it. */
    private final class AwaitedSavepoint implements SavepointRequest {

        private final CompletableFuture<Long> taken = new CompletableFuture<>();

        @Override
        public void onTaken(long checkpointId) {
            awaited.remove(this);
            taken.complete(checkpointId);
        }

        @Override
        public void onFailed(String reason) {
            awaited.remove(this);
            taken.completeExceptionally(new IllegalStateException(reason));
        }

        /** Whoever took it does so no more, and may have taken it. */
        void abandon() {
            onFailed("It is not known whether the savepoint was taken, because this member leads no more: topology="
                    + topology().name() + "; look at the list of savepoints, and ask again if need be");
        }

        void refuse() {
            onFailed("Topology takes no savepoint: topology=" + topology().name() + ", state=" + state()
                    + "; ask while it is running");
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
                    failure = Failures.of(task, cause);
                    change(TopologyState.FAILED);
                } else {
                    logLate(cause);
                }
            }
            cancel();
        }

        @Override
        public void onClosed(Task task) {
            boolean isLast;
            synchronized (TopologyRun.this) {
                isLast = --unclosed == 0;
                if (isLast && !state.isTerminal()) {
                    boolean isCutShort = state == TopologyState.STOPPING && (isCancelled || !isDraining);
                    change(isCutShort ? TopologyState.STOPPED : TopologyState.FINISHED);
                }
            }
            if (isLast) {
                over();
            }
            taskClosed(task);
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
    }
}
