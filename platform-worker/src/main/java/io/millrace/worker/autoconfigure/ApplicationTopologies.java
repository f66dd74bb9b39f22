package io.millrace.worker.autoconfigure;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import io.millrace.control.PropertyInForce;
import io.millrace.control.StartFrom;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownTopologyException;
import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLetterOutcome;
import io.millrace.deadletter.DeadLetterWish;
import io.millrace.deadletter.KeptDeadLetters;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricQuery;
import io.millrace.status.ApplicationEvent;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import io.millrace.status.TappedRecords;
import io.millrace.status.TaskStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import io.millrace.topology.Step;
import io.millrace.topology.Topology;
import io.millrace.worker.ClusterNode;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.history.LookedAt;
import io.millrace.worker.history.ProcessHistory;
import io.millrace.worker.remote.Steering;
import io.millrace.worker.rocks.RocksSettings;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topologies of an application context: all of them start and stop with it, and each by itself in between.
 *
 * <p><b>Lifecycle.</b> Knows its topologies from {@link #resolve} on, so that beans which are given this one early may
 * take part in them. Has an executor from {@link #start} to {@link #stop}, any number of times.
 *
 * <p><b>Thread.</b> Any.
 */
final class ApplicationTopologies implements ApplicationControl, TopologyCatalog {

    private static final Logger log = LoggerFactory.getLogger(ApplicationTopologies.class);

    private final String application;
    private final Supplier<List<Topology>> declared;
    private final WorkerSettings settings;
    private final CheckpointFolder checkpoints;
    private final BiFunction<String, Runnable, Thread> blockingThreads;
    private final @Nullable RocksSettings rocks;
    private final @Nullable Supplier<ClusterJoining> joining;
    private final Surroundings surroundings;
    private final EventRecorder recorder = new EventRecorder(this, Clock.systemUTC());
    private final MetricRecorder measuring;
    private final MemberQueries members;
    private final CompletableFuture<TopologyState> outcome = new CompletableFuture<>();
    private volatile @Nullable Map<String, ManagedTopology> byName;
    private volatile CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);
    private @Nullable TaskExecutor executor;
    private volatile @Nullable ClusterNode node;
    private @Nullable TopologyEvents events;
    private @Nullable DeadLetterEvents letters;

    /**
     * Makes the topologies of an application.
     *
     * @param declared yields them when all beans exist
     * @param checkpoints where they keep their checkpoints
     * @param rocks how state is kept in RocksDB, or null to keep it on the heap
     * @param joining makes this process a member of a cluster, or null if it is to be alone
     * @param surroundings what else there is in the application
     */
    ApplicationTopologies(
            String application,
            Supplier<List<Topology>> declared,
            WorkerSettings settings,
            CheckpointFolder checkpoints,
            BiFunction<String, Runnable, Thread> blockingThreads,
            @Nullable RocksSettings rocks,
            @Nullable Supplier<ClusterJoining> joining,
            Surroundings surroundings) {
        this.application = application;
        this.declared = declared;
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.blockingThreads = blockingThreads;
        this.rocks = rocks;
        this.joining = joining;
        this.surroundings = surroundings;
        ProcessHistory history = new ProcessHistory(surroundings.history());
        this.measuring = new MetricRecorder(history, this::look, Clock.systemUTC());
        this.members = new MemberQueries(
                history,
                LogLines.attach(),
                Clock.systemUTC(),
                () -> node,
                name -> managed(name).taps(),
                surroundings.tap());
    }

    /** Finds the topologies; what is wrong with one of them is thrown. */
    synchronized void resolve() {
        if (byName == null) {
            Map<String, ManagedTopology> resolved = new TreeMap<>();
            for (Topology topology : declared.get()) {
                resolved.put(Step.canonicalName(topology.name()), new ManagedTopology(topology, settings, checkpoints));
            }
            byName = resolved;
        }
    }

    /**
     * Starts those that are to start with the context, or, if one of them cannot, none.
     *
     * @param isAutostarted whether the topology of a name is to start
     */
    void start(Predicate<String> isAutostarted) {
        awaitStopped();
        startAll(isAutostarted);
    }

    private synchronized void startAll(Predicate<String> isAutostarted) {
        resolve();
        if (executor != null || managed().isEmpty()) {
            return;
        }
        TaskExecutor starting = new TaskExecutor(settings, blockingThreads, rocks);
        TopologyEvents startingEvents = new TopologyEvents(this::publish, change -> completeOutcome());
        DeadLetterEvents startingLetters = new DeadLetterEvents(surroundings.listener());
        managed().forEach(topology -> topology.taps().deadLetters().listenWith(startingLetters::onDeadLetter));
        ClusterNode joined = null;
        try {
            joined = joining == null ? null : joining.get().join(topologies(managed()), starting, members::answer);
            for (ManagedTopology topology : managed()) {
                if (isAutostarted.test(topology.topology().name())) {
                    start(topology, starting, joined, startingEvents, StartFrom.LAST);
                }
            }
        } catch (RuntimeException | Error e) {
            close(starting, joined);
            managed().forEach(ManagedTopology::release);
            throw e;
        }
        startingEvents.start();
        startingLetters.start();
        recorder.start();
        measuring.start();
        executor = starting;
        node = joined;
        events = startingEvents;
        letters = startingLetters;
        logStart();
    }

    private void publish(TopologyStateChanged change) {
        recorder.onStateChanged(change);
        surroundings.listener().accept(change);
    }

    private static void start(
            ManagedTopology topology,
            TaskExecutor executor,
            @Nullable ClusterNode node,
            TopologyEvents events,
            StartFrom from) {
        if (node == null) {
            topology.start(executor, events::onStateChanged, System.currentTimeMillis(), from);
        } else {
            topology.join(node, events::onStateChanged, System.currentTimeMillis());
        }
    }

    /** A member of a cluster hands over first, then lets go of its tasks, and then leaves. */
    private static void close(TaskExecutor executor, @Nullable ClusterNode node) {
        if (node != null) {
            node.leave();
        }
        executor.close();
        if (node != null) {
            node.close();
        }
    }

    private static List<Topology> topologies(Collection<ManagedTopology> managed) {
        return managed.stream().map(ManagedTopology::topology).toList();
    }

    synchronized boolean isRunning() {
        return executor != null;
    }

    /** A start that comes while a stop is on its way waits for it, unless it comes from a listener of that stop. */
    private void awaitStopped() {
        CompletableFuture<Void> awaited = stopped;
        try {
            if (!Thread.currentThread().getName().equals(TopologyEvents.THREAD)) {
                awaited.get(settings.stopTimeout().toMillis() + 5_000, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Topologies are started while others have not stopped yet", e);
        }
    }

    /** Stops all in an orderly way, as long as the settings allow, on a thread of its own. */
    void stop(Runnable whenStopped) {
        TaskExecutor stopping;
        ClusterNode stoppingNode;
        TopologyEvents stoppingEvents;
        DeadLetterEvents stoppingLetters;
        synchronized (this) {
            stopping = executor;
            stoppingNode = node;
            stoppingEvents = events;
            stoppingLetters = letters;
            executor = null;
            node = null;
            events = null;
            letters = null;
        }
        if (stopping == null || stoppingEvents == null || stoppingLetters == null) {
            whenStopped.run();
            return;
        }
        // A listener that closes the context must not wait for the events that come after the one it handles.
        boolean isInListener = stoppingEvents.isCurrentThread();
        CompletableFuture<Void> done = new CompletableFuture<>();
        stopped = done;
        Daemons.start("millrace-stop", () -> {
            close(stopping, stoppingNode);
            managed().forEach(ManagedTopology::release);
            stoppingEvents.end();
            stoppingLetters.end();
            if (!isInListener) {
                stoppingEvents.awaitPublished();
            }
            recorder.close();
            measuring.close();
            done.complete(null);
            whenStopped.run();
        });
    }

    /** The context is gone. */
    void close() {
        outcome.complete(TopologyState.STOPPED);
        members.close();
    }

    boolean hasTopologies() {
        return !managed().isEmpty();
    }

    /**
     * How it ended: FINISHED or FAILED once all topologies have ended by themselves and the events of it are out, STOPPED
     * when the context is closed before. One that was stopped by hand may be started again by hand, and so does not count
     * as ended.
     */
    CompletableFuture<TopologyState> outcome() {
        return outcome;
    }

    /** All topologies, in the order of their names. */
    Collection<ManagedTopology> managed() {
        Map<String, ManagedTopology> resolved = byName;
        return resolved == null ? List.of() : resolved.values();
    }

    /**
     * One topology.
     *
     * @throws UnknownTopologyException if there is none of this name
     */
    ManagedTopology managed(String name) {
        Map<String, ManagedTopology> resolved = byName;
        ManagedTopology found = resolved == null ? null : resolved.get(Step.canonicalName(name));
        if (found == null) {
            throw new UnknownTopologyException(name, names());
        }
        return found;
    }

    @Override
    public String application() {
        return application;
    }

    @Override
    public List<TopologyView> topologies() {
        return managed().stream().map(ManagedTopology::view).toList();
    }

    @Override
    public TopologyView topology(String name) {
        return managed(name).view();
    }

    @Override
    public List<TaskStatus> tasks(String name) {
        return managed(name).tasks();
    }

    @Override
    public List<DeadLetter> deadLetters(String name, int limit) {
        return managed(name).taps().deadLetters().newest(limit);
    }

    @Override
    public CompletableFuture<KeptDeadLetters> keptDeadLetters(String name, int limit) {
        return members.letters().newest(managed(name).topology().name(), limit);
    }

    @Override
    public CompletableFuture<DeadLetterOutcome> treatDeadLetters(String name, DeadLetterWish wish) {
        return members.letters().treat(managed(name).topology().name(), wish);
    }

    @Override
    public void start(String name, StartFrom from) {
        ManagedTopology topology = managed(name);
        if (topology.restartInCluster(from)) {
            return;
        }
        synchronized (this) {
            if (executor == null || events == null) {
                throw new IllegalStateException("Topology cannot be started, because the application is not running: "
                        + "topology=" + name + "; start the application context first");
            }
            start(topology, executor, node, events, from);
        }
        // Whoever leads has to take part too.
        topology.restartInCluster(from);
    }

    @Override
    public void stop(String name) {
        steer(managed(name), Steering.STOP, TopologyRun::stop);
    }

    @Override
    public void cancel(String name) {
        steer(managed(name), Steering.CANCEL, TopologyRun::cancelNow);
    }

    @Override
    public void drain(String name) {
        steer(managed(name), Steering.DRAIN, TopologyRun::drain);
    }

    private static void steer(ManagedTopology topology, Steering steering, Consumer<TopologyRun> alone) {
        if (!topology.steerInCluster(steering)) {
            topology.steerAlone(alone);
        }
    }

    @Override
    public void restart(String name) {
        ManagedTopology topology = managed(name);
        if (topology.steerInCluster(Steering.RESTART)) {
            return;
        }
        if (topology.status().state().isTerminal()) {
            start(name, StartFrom.LAST);
        } else {
            topology.steerAlone(TopologyRun::stop);
            Daemons.start("millrace-restart", () -> startWhenStopped(topology));
        }
    }

    private void startWhenStopped(ManagedTopology topology) {
        String name = topology.topology().name();
        try {
            topology.awaitEnd(settings.stopTimeout().plus(settings.stopTimeout()));
            start(name, StartFrom.LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Topology was stopped and is not started again: topology={}; {}", name, e.getMessage(), e);
        }
    }

    @Override
    public CompletableFuture<Long> savepoint(String name) {
        return managed(name).savepoint();
    }

    @Override
    public List<KeptCheckpoint> checkpoints(String name) {
        return managed(name).checkpoints().list();
    }

    @Override
    public void deleteSavepoint(String name, long id) {
        managed(name).checkpoints().deleteSavepoint(id);
    }

    @Override
    public List<ApplicationEvent> events(long after, int limit) {
        return recorder.after(after, limit);
    }

    @Override
    public List<PropertyInForce> configuration() {
        return surroundings.configuration().get();
    }

    @Override
    public CompletableFuture<MetricHistory> history(String name, MetricQuery query) {
        return members.history(managed(name).topology().name(), query);
    }

    @Override
    public CompletableFuture<MemberProcess> process(int member) {
        return members.process(member);
    }

    @Override
    public CompletableFuture<List<LogLine>> logs(int member, int limit, LogLine.Level level) {
        return members.logs(member, limit, level);
    }

    @Override
    public CompletableFuture<TappedRecords> tap(String name, String step, int records, int seconds) {
        return members.taps().look(managed(name).topology(), step, records, seconds);
    }

    private Map<String, List<LookedAt>> look(long nowNanos) {
        return managed().stream()
                .collect(Collectors.toMap(topology -> topology.topology().name(), topology -> topology.look(nowNanos)));
    }

    @Override
    public Optional<ClusterView> cluster() {
        return Optional.ofNullable(node).map(ClusterNode::view);
    }

    @Override
    public List<Topology> declaredTopologies() {
        resolve();
        return topologies(managed());
    }

    List<String> names() {
        return managed().stream().map(topology -> topology.topology().name()).toList();
    }

    private synchronized void completeOutcome() {
        if (executor != null && managed().stream().allMatch(ManagedTopology::hasEndedByItself)) {
            boolean hasFailure =
                    managed().stream().anyMatch(topology -> topology.status().state() == TopologyState.FAILED);
            outcome.complete(hasFailure ? TopologyState.FAILED : TopologyState.FINISHED);
        }
    }

    private void logStart() {
        String names = managed().stream()
                .filter(topology -> topology.view().startedAtMillis() != null)
                .map(topology -> topology.topology().name())
                .collect(Collectors.joining(", "));
        String message = "Topologies are running: {}; threads={}, parallelism={}";
        if (surroundings.isAnnouncedElsewhere()) {
            log.debug(message, names, settings.threads(), settings.parallelism());
        } else {
            log.info(message, names, settings.threads(), settings.parallelism());
        }
    }
}
