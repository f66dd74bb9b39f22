package io.millrace.worker;

import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.remote.ClusterHost;
import io.millrace.worker.remote.MemberAgent;
import io.millrace.worker.rocks.RocksReader;
import io.millrace.worker.rocks.RocksSettings;
import io.millrace.worker.rocks.RocksWorker;
import io.millrace.worker.schedule.Clock;
import io.millrace.worker.schedule.ScheduledTask;
import io.millrace.worker.schedule.TaskThread;
import io.millrace.worker.serial.TypeCodecs;
import io.millrace.worker.serial.TypeFault;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.snapshot.TableReader;
import io.millrace.worker.state.StateBackend;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.supervise.TaskHost;
import io.millrace.worker.supervise.TopologySupervisor;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.RestoreFailedException;
import io.millrace.worker.task.SourceUnavailableException;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskEnvironment;
import io.millrace.worker.task.TaskGraph;
import io.millrace.worker.task.TaskMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topologies of one application: their tasks on a fixed set of threads, and tasks that may block on threads of
 * their own.
 *
 * <p><b>Thread.</b> May be used by any thread. All threads that it makes are daemons.
 *
 * <p><b>Lifecycle.</b> {@link #close} stops every topology in an orderly way, as far as that takes no longer than the
 * settings allow.
 */
public final class TaskExecutor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TaskExecutor.class);
    private static final long HELD_UP_MILLIS = 500;

    private final WorkerSettings settings;
    private final List<TaskThread> shared = new ArrayList<>();
    private final List<TaskThread> own = new CopyOnWriteArrayList<>();
    private final List<TopologyRun> runs = new CopyOnWriteArrayList<>();
    private final StuckCallWatch watch;
    private final BiFunction<String, Runnable, Thread> blockingThreads;
    private final @Nullable RocksWorker rocks;
    private boolean isClosed;

    /** Starts the threads. */
    public TaskExecutor(WorkerSettings settings) {
        this(settings, TaskThread::daemon);
    }

    /**
     * Starts the threads.
     *
     * @param blockingThreads makes the threads of tasks that may block, of a name and what they are to run; virtual ones
     *     will do
     */
    public TaskExecutor(WorkerSettings settings, BiFunction<String, Runnable, Thread> blockingThreads) {
        this(settings, blockingThreads, null);
    }

    /**
     * Starts the threads.
     *
     * @param blockingThreads makes the threads of tasks that may block
     * @param rocksDb how state is kept in RocksDB, or null to keep it on the heap
     * @throws IllegalStateException if it is to be kept in RocksDB, and that is not on the class path
     */
    public TaskExecutor(
            WorkerSettings settings,
            BiFunction<String, Runnable, Thread> blockingThreads,
            @Nullable RocksSettings rocksDb) {
        this.rocks = rocksDb == null ? null : rocksDb.open();
        this.settings = settings;
        this.blockingThreads = blockingThreads;
        for (int i = 0; i < settings.threads(); i++) {
            TaskThread thread = new TaskThread("millrace-task-" + i, Clock.SYSTEM);
            thread.start();
            shared.add(thread);
        }
        this.watch = new StuckCallWatch(this::threads, settings.stuckAfter());
        watch.start();
    }

    /** Starts a topology. */
    public TopologyRun run(Topology topology) {
        return run(topology, change -> {});
    }

    /**
     * Starts a topology.
     *
     * @param listener hears of every change of its state, one after the other, on threads of the engine; must not block
     * @throws TopologyStartException if it cannot be started, for example because the input of a source is missing
     */
    public TopologyRun run(Topology topology, Consumer<TopologyStateChanged> listener) {
        return run(topology, listener, new Taps());
    }

    /**
     * Starts a topology.
     *
     * @param listener hears of every change of its state, one after the other, on threads of the engine; must not block
     * @param taps who listens to the results of its steps, from the first one on
     * @throws TopologyStartException if it cannot be started, for example because the input of a source is missing
     */
    public synchronized TopologyRun run(Topology topology, Consumer<TopologyStateChanged> listener, Taps taps) {
        TopologyRun run = prepare(topology, listener, taps);
        try {
            run.adopt(TaskGraph.build(
                    run.plan(),
                    new TaskEnvironment(
                            exchangeSettings(),
                            Clock.SYSTEM::millis,
                            taps,
                            withoutCheckpoints(topology),
                            Clock.SYSTEM::nanos)));
        } catch (SourceUnavailableException e) {
            throw new TopologyStartException(topology.name(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw cannotStart(topology, e);
        }
        remember(run);
        for (ScheduledTask task : run.tasks()) {
            place(run, task);
        }
        return run;
    }

    /**
     * Starts a topology that is kept alive: it goes on from its last checkpoint, and takes others.
     *
     * @param listener hears of every change of its state, one after the other, on threads of the engine; must not block
     * @param taps who listens to the results of its steps, from the first one on
     * @param store where its checkpoints are; belongs to it alone, and is closed by whoever opened it
     * @param settings how it is kept alive
     * @throws TopologyStartException if it cannot be started, for example because a checkpoint does not fit
     */
    public synchronized TopologyRun run(
            Topology topology,
            Consumer<TopologyStateChanged> listener,
            Taps taps,
            CheckpointStore store,
            SupervisorSettings settings) {
        TopologyRun run = prepare(topology, listener, taps);
        SupervisorThread thread = new SupervisorThread(topology.name(), "checkpoints", run::over);
        TopologySupervisor supervisor;
        try {
            Codecs codecs = codecs(topology);
            TaskHost host = tasks(run, taps, codecs);
            supervisor =
                    new TopologySupervisor(run.plan(), settings, store, codecs, System::nanoTime, host, thread::wake);
            run.keep(new Keeper(supervisor, thread, null));
            supervisor.start(Clock.SYSTEM.millis());
        } catch (SourceUnavailableException | RestoreRefusedException | RestoreFailedException e) {
            throw new TopologyStartException(topology.name(), String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            throw cannotStart(topology, e);
        }
        remember(run);
        thread.start(supervisor::work, supervisor::isOver);
        return run;
    }

    /**
     * Takes part in a topology that runs in several executors: runs the tasks that fall to this one, as its leader says.
     *
     * @param store where snapshots are, which all executors see
     */
    synchronized TopologyRun join(
            Topology topology,
            Consumer<TopologyStateChanged> listener,
            Taps taps,
            SnapshotStore store,
            SupervisorSettings settings,
            ClusterSeat seat) {
        TopologyRun run = prepare(topology, listener, taps);
        SupervisorThread thread = new SupervisorThread(topology.name(), "member", run::over);
        Codecs codecs = codecs(topology);
        MemberAgent agent = seat.agent(run, tasks(run, taps, codecs), codecs, store, settings, thread::wake);
        seat.switchboard().register(topology.name(), agent);
        run.onOver(() -> seat.switchboard().unregister(topology.name(), agent));
        run.join(new Membership(agent, thread, seat.endsWithLeader()));
        remember(run);
        thread.start(agent::work, agent::isOver);
        return run;
    }

    /**
     * Keeps a topology alive that runs in several executors, this one among them.
     *
     * @return says where its tasks run; none is started before
     * @throws TopologyStartException if it cannot be gone on with
     * @throws IOException if that is not known, because the store cannot be used now
     */
    synchronized Leading lead(
            TopologyRun run, CheckpointStore store, SupervisorSettings settings, ClusterSeat seat, LeadTerms terms)
            throws IOException {
        Topology topology = run.topology();
        Leading leading = new Leading(run, seat);
        SupervisorThread thread = new SupervisorThread(topology.name(), "checkpoints", leading::over);
        try {
            Codecs codecs = codecs(topology);
            ClusterHost host = seat.host(run, terms, thread::wake);
            if (!terms.former().isEmpty()) {
                // Before anybody can answer.
                host.find(terms.former());
            }
            TopologySupervisor supervisor =
                    new TopologySupervisor(run.plan(), settings, store, codecs, System::nanoTime, host, thread::wake);
            supervisor.start(Clock.SYSTEM.millis());
            leading.start(host, new Keeper(supervisor, thread, host.counts()));
        } catch (RestoreRefusedException | RestoreFailedException e) {
            throw new TopologyStartException(topology.name(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw cannotStart(topology, e);
        }
        return leading;
    }

    private SupervisedTasks tasks(TopologyRun run, Taps taps, Codecs codecs) {
        return new SupervisedTasks(
                run,
                exchangeSettings(),
                taps,
                checkpoints ->
                        checkpoints.withBackend(backend(run.topology(), codecs)).withTables(tableReader()),
                task -> place(run, task));
    }

    /** Codecs of all types that are kept; a type that cannot be kept stops the start. */
    private static Codecs codecs(Topology topology) {
        TypeCodecs codecs = TypeCodecs.of(topology);
        List<TypeFault> faults = codecs.faults();
        if (!faults.isEmpty()) {
            throw new UnkeptTypesException(faults);
        }
        if (!codecs.reflected().isEmpty()) {
            log.info(
                    "Types are written by reflection, which is slow: topology={}, types={}; make them records, or give"
                            + " them serializers with TopologyBuilder.serializer",
                    topology.name(),
                    codecs.reflected());
        }
        return codecs::codec;
    }

    private Checkpoints withoutCheckpoints(Topology topology) {
        return rocks == null ? Checkpoints.NONE : Checkpoints.NONE.withBackend(backend(topology, codecs(topology)));
    }

    private StateBackend backend(Topology topology, Codecs codecs) {
        return rocks == null ? StateBackend.HEAP : rocks.backend(topology.name(), codecs);
    }

    /** What a checkpoint holds as files of RocksDB is read also by those who keep their state on the heap. */
    private TableReader tableReader() {
        return rocks == null ? new RocksReader() : rocks.reader();
    }

    private void remember(TopologyRun run) {
        runs.removeIf(this::isOver);
        runs.add(run);
    }

    private ExchangeSettings exchangeSettings() {
        return new ExchangeSettings(
                settings.batchSize(),
                settings.channelBatches(),
                settings.maxBatchAge().toNanos());
    }

    /**
     * What is known of a topology that has not run: its steps, and that it is stopped.
     *
     * @throws TopologyStartException if it could not be started for a reason that lies in the topology
     */
    public static TopologyStatus statusBefore(Topology topology, WorkerSettings settings) {
        Plan plan;
        try {
            plan = Planner.plan(topology, settings.parallelism());
        } catch (RuntimeException e) {
            throw cannotStart(topology, e);
        }
        return new TopologyStatus(
                topology.name(),
                TopologyState.STOPPED,
                null,
                OperatorStatuses.of(plan, List.of()),
                List.of(),
                List.of());
    }

    /** What tasks of this executor have measured until now; any thread. */
    public List<TaskMetrics> metrics(Collection<Task> tasks) {
        long nowNanos = Clock.SYSTEM.nanos();
        return tasks.stream().map(task -> task.metrics(nowNanos)).toList();
    }

    /** Number of tasks of a step for which the topology says nothing. */
    int parallelism() {
        return settings.parallelism();
    }

    /** Stops every topology and then the threads. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        Deadline deadline = new Deadline(settings.stopTimeout());
        runs.forEach(TopologyRun::end);
        runs.forEach(run -> awaitClosed(run, deadline));
        runs.forEach(TopologyRun::cancel);
        Deadline last = new Deadline(Duration.ofMillis(500));
        threads().forEach(TaskThread::stop);
        threads().forEach(thread -> last.join(thread));
        runs.forEach(TopologyRun::stopKeeper);
        runs.forEach(TopologyRun::abandon);
        runs.forEach(TopologyRun::forget);
        watch.close();
        closeBackend();
    }

    private void closeBackend() {
        if (rocks == null) {
            return;
        }
        try {
            rocks.close();
        } catch (UncheckedIOException e) {
            log.warn("Files of state are left behind; the next start deletes them", e);
        }
    }

    private boolean isOver(TopologyRun run) {
        boolean isOver = run.status().state().isTerminal() && run.isClosed();
        if (isOver) {
            watch.slow().forget(run.tasks().stream().map(ScheduledTask::task).toList());
        }
        return isOver;
    }

    private TopologyRun prepare(Topology topology, Consumer<TopologyStateChanged> listener, Taps taps) {
        if (isClosed) {
            throw new IllegalStateException("Task executor is closed: topology=" + topology.name());
        }
        try {
            return new TopologyRun(Planner.plan(topology, settings.parallelism()), taps, listener, watch);
        } catch (RuntimeException e) {
            throw cannotStart(topology, e);
        }
    }

    private static TopologyStartException cannotStart(Topology topology, Exception cause) {
        return new TopologyStartException(
                topology.name(),
                "Topology cannot be started: topology=" + topology.name() + "; " + cause.getMessage(),
                cause);
    }

    private void place(TopologyRun run, ScheduledTask task) {
        if (!task.task().isBlocking()) {
            shared.stream()
                    .min(Comparator.comparingInt(TaskThread::load))
                    .orElseThrow()
                    .add(task);
            return;
        }
        String name = "millrace-" + run.topology().name() + "-"
                + task.task().operatorNames().get(0) + "-" + task.task().index();
        TaskThread thread = new TaskThread(name, Clock.SYSTEM, blockingThreads);
        own.add(thread);
        if (task.task().isOnlySource()) {
            run.onStop(thread::interrupt);
        }
        run.onClosed(task, () -> {
            own.remove(thread);
            thread.stop();
        });
        thread.add(task);
        thread.start();
    }

    /** Waits for the orderly end of a run, but not for a read that will not return, once nothing else happens any more. */
    private void awaitClosed(TopologyRun run, Deadline deadline) {
        long before = run.recordsSoFar();
        while (!run.awaitClosed(deadline, HELD_UP_MILLIS)) {
            long now = run.recordsSoFar();
            if (deadline.leftNanos() == 0 || (now == before && run.isInReadOf(own))) {
                return;
            }
            before = now;
        }
    }

    private List<TaskThread> threads() {
        List<TaskThread> all = new ArrayList<>(shared);
        all.addAll(own);
        return all;
    }
}
