package io.millrace.worker.supervise;

import io.millrace.status.CheckpointStatus;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.RestoreFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one topology alive. Its regions are started, each with what the last checkpoint holds; a region in which a task fails
 * is restarted from there; checkpoints are taken meanwhile, a last one when all sources have ended or when the topology is
 * stopped.
 *
 * <p><b>Thread.</b> {@link #start} and {@link #work} are called by one thread at a time; {@link #stop}, {@link #savepoint} and
 * {@link #status} by any.
 */
public final class TopologySupervisor {

    private static final Logger log = LoggerFactory.getLogger(TopologySupervisor.class);
    private static final long RETRY_MILLIS = 1000;

    private final Topology topology;
    private final SupervisorSettings settings;
    private final CheckpointStore store;
    private final Codecs codecs;
    private final LongSupplier clockNanos;
    private final TaskHost host;
    private final EventQueue events;
    private final List<Region> regions;
    private final RestorePoint restorePoint;
    private final CheckpointStatistics statistics;
    private final CheckpointCoordinator coordinator;
    private final Queue<SavepointRequest> savepoints = new ArrayDeque<>();
    private TopologyState state = TopologyState.STARTING;
    private Stop stop = Stop.NONE;
    private boolean isEndDecided;
    private boolean isLettingGo;
    private boolean isStopWanted;
    private @Nullable Former former;
    private long nowMillis;
    private long nextCheckpointMillis;
    private long nextEndMillis;

    /**
     * Makes the supervisor of a topology that does not run.
     *
     * @param store belongs to this topology alone
     * @param clockNanos time for measuring
     * @param wake has {@link #work} called soon; any thread
     */
    public TopologySupervisor(
            Plan plan,
            SupervisorSettings settings,
            CheckpointStore store,
            Codecs codecs,
            LongSupplier clockNanos,
            TaskHost host,
            Runnable wake) {
        this.topology = plan.topology();
        this.settings = settings;
        this.store = store;
        this.codecs = codecs;
        this.clockNanos = clockNanos;
        this.host = host;
        this.events = new EventQueue(wake);
        this.regions = plan.regions().stream()
                .map(region -> new Region(region, new RestartBudget(settings.restarts())))
                .toList();
        this.restorePoint = new RestorePoint(topology, store, settings);
        this.statistics = new CheckpointStatistics(Duration.ofMillis(settings.intervalMillis()));
        this.coordinator = new CheckpointCoordinator(
                topology.name(), topology.keyGroups().count(), store, settings, statistics, new Decisions());
    }

    /** What is known of checkpoints and restarts; any thread. */
    public CheckpointStatus status() {
        return statistics.status();
    }

    /** Asks for a stop in an orderly way: a last checkpoint, then the end of all tasks; any thread. */
    public void stop() {
        events.add(TopologySupervisor::stopping);
    }

    /** Asks for an end without a last checkpoint: tasks do nothing more but close; any thread. */
    public void cancel() {
        events.add(TopologySupervisor::cancelling);
    }

    /** Asks for a savepoint; any thread. */
    public void savepoint(SavepointRequest request) {
        events.add(supervisor -> supervisor.savepointAsked(request));
    }

    /**
     * Starts all regions, or has them started when tasks can be made.
     *
     * @throws RestoreRefusedException if what is kept of the topology cannot be gone on from
     * @throws IOException if the store cannot be used
     * @throws RuntimeException if tasks cannot be made, or cannot take back their state
     */
    public void start(long atMillis) throws IOException, RestoreRefusedException {
        nowMillis = atMillis;
        nextCheckpointMillis = atMillis + settings.intervalMillis();
        seek();
        if (host.absence() != null) {
            // They are started as those are that wait for their restart.
            return;
        }
        Restored restored = restorePoint.choose();
        noteRestored(restored);
        List<RegionAttempt> attempts = new ArrayList<>();
        for (Region region : regions) {
            attempts.add(attempt(region, restored));
        }
        attempts.forEach(this::launch);
    }

    /**
     * Does what is to be done now.
     *
     * @return when it wants to be called again at the latest, in milliseconds since 1970
     */
    public long work(long atMillis) {
        nowMillis = atMillis;
        long hostMillis = host.work(atMillis);
        adoptRegions();
        for (EventQueue.Event event = events.poll(); event != null; event = events.poll()) {
            event.apply(this);
        }
        restartRegions();
        coordinator.work(nowMillis);
        beginCheckpoint();
        letGo();
        coordinator.publish();
        return Math.min(hostMillis, nextWorkMillis());
    }

    /** Whether nothing more will happen. */
    public boolean isOver() {
        return state.isTerminal() && regions.stream().allMatch(region -> region.state() == Region.State.ENDED);
    }

    /** The run has finished and is not to be gone on with: the next start begins anew. */
    public void forget() throws IOException {
        if (state == TopologyState.FINISHED) {
            store.finish();
        }
    }

    void opened(RegionAttempt attempt, TaskId task) {
        if (attempt.noteOpened(task) && attempt.region().state() == Region.State.STARTING) {
            attempt.region().run();
            if (areAllRunning() && (state == TopologyState.STARTING || state == TopologyState.RECOVERING)) {
                change(TopologyState.RUNNING, null);
            }
        }
    }

    void failed(RegionAttempt attempt, TopologyFailure failure, boolean isFinal) {
        Region region = attempt.region();
        boolean isNews = region.attempt() == attempt
                && (region.state() == Region.State.STARTING || region.state() == Region.State.RUNNING);
        if (state.isTerminal() || !isNews) {
            log.debug("Task failed in an attempt that was given up: topology={}", topology.name(), failure.cause());
            return;
        }
        coordinator.cancel("a task has failed");
        if (stop != Stop.NONE || isFinal) {
            fail(failure);
        } else {
            recover(region, failure);
            attempt.tasks().cancel();
        }
    }

    void closed(RegionAttempt attempt, TaskId task) {
        if (!attempt.noteClosed(task) || attempt.region().attempt() != attempt) {
            return;
        }
        Region region = attempt.region();
        if (region.state() == Region.State.CLOSING && !state.isTerminal() && stop == Stop.NONE) {
            region.await();
        } else {
            region.end();
            endIfAllHave();
        }
    }

    void cut(RegionAttempt attempt, TaskSnapshot snapshot) {
        if (attempt.region().attempt() == attempt) {
            coordinator.add(snapshot);
        }
    }

    void written(RegionAttempt attempt, WrittenSnapshot snapshot) {
        if (attempt.region().attempt() == attempt) {
            coordinator.add(snapshot, nowMillis);
        }
    }

    void writeFailed(RegionAttempt attempt, long checkpointId, String reason) {
        if (attempt.region().attempt() == attempt) {
            coordinator.writeFailed(checkpointId, reason);
        }
    }

    void ended(RegionAttempt attempt, TaskId task) {
        attempt.noteEnded(task);
    }

    void committed(RegionAttempt attempt, TaskId task, long checkpointId) {
        if (checkpointId == coordinator.lastDecidedId()) {
            attempt.noteCommitted(task);
        }
    }

    private void stopping() {
        if (state.isTerminal() || stop != Stop.NONE) {
            return;
        }
        if (host.isSeeking()) {
            // What runs is taken over first, or it would go on.
            isStopWanted = true;
            return;
        }
        stop = Stop.ASKED;
        change(TopologyState.STOPPING, null);
        coordinator.cancel("the topology is being stopped");
        for (Region region : regions) {
            if (region.state() == Region.State.WAITING) {
                region.end();
            }
        }
        endIfAllHave();
    }

    private void cancelling() {
        if (state.isTerminal()) {
            return;
        }
        stop = Stop.PLAIN;
        isLettingGo = true;
        change(TopologyState.STOPPING, null);
        coordinator.cancel("the topology is being cancelled");
        closeRegions();
        endIfAllHave();
    }

    private void savepointAsked(SavepointRequest request) {
        if (state.isTerminal() || stop != Stop.NONE) {
            request.onFailed("Topology takes no savepoint: topology=" + topology.name() + ", state=" + state
                    + "; ask while it is running");
        } else {
            savepoints.add(request);
        }
    }

    private RegionAttempt attempt(Region region, @Nullable Restored restored) throws IOException {
        RegionAttempt attempt = new RegionAttempt(region, store.nextAttempt(region.number()), events);
        Checkpoints checkpoints = settings.checkpoints(topology, attempt, codecs, restored, clockNanos);
        attempt.tasks(host.build(region.plan(), attempt.number(), checkpoints));
        return attempt;
    }

    private void launch(RegionAttempt attempt) {
        // Its tasks have heard of no checkpoint, so a last one has to be taken anew.
        isEndDecided = false;
        attempt.region().start(attempt);
        attempt.tasks().launch(attempt);
    }

    /** What runs already may be taken over as it is, unless what is decided says otherwise. */
    private void seek() throws IOException {
        if (restorePoint.allowsAdoption()) {
            former = new Former(store.latestId(), unusedCheckpoint());
            host.seek(store.attempts());
        }
    }

    /** A number that is greater than all that were given before, and that no checkpoint will have. */
    private long unusedCheckpoint() throws IOException {
        long number = store.nextCheckpoint();
        try {
            store.discard(number);
        } catch (IOException e) {
            // What it could not delete are files of others, who still write them.
            log.debug("Files of checkpoints that came to nothing stay: topology={}", topology.name(), e);
        }
        return number;
    }

    private void adoptRegions() {
        if (host.isSeeking()) {
            return;
        }
        Former of = former;
        if (of != null) {
            former = null;
            adoptRegions(of);
        }
        if (isStopWanted) {
            isStopWanted = false;
            stopping();
        }
    }

    private void adoptRegions(Former of) {
        for (Region region : regions) {
            TaskHost.Adopted found = host.adopt(region.plan());
            if (found != null) {
                adopt(region, found, of);
            }
        }
    }

    private void adopt(Region region, TaskHost.Adopted found, Former of) {
        log.info(
                "Tasks that run are taken over: topology={}, attempt={}, checkpoint={}, tasks={}",
                topology.name(),
                found.attempt(),
                of.decidedCheckpoint,
                found.tasks().ids());
        RegionAttempt attempt = new RegionAttempt(region, found.attempt(), events);
        attempt.tasks(found.tasks());
        coordinator.properties(runProperties());
        launch(attempt);
        attempt.tasks().abortBarrier(of.firstOwnCheckpoint);
        if (of.decidedCheckpoint > 0) {
            attempt.tasks().completeCheckpoint(of.decidedCheckpoint);
        }
    }

    private void restartRegions() {
        if (stop != Stop.NONE || state.isTerminal() || coordinator.isUndecided() || host.absence() != null) {
            return;
        }
        for (Region region : regions) {
            if (region.state() == Region.State.WAITING && nowMillis >= region.restartAtMillis()) {
                restart(region);
            }
        }
    }

    private void restart(Region region) {
        try {
            Restored restored = restorePoint.choose();
            noteRestored(restored);
            launch(attempt(region, restored));
        } catch (IOException e) {
            log.warn("Checkpoint cannot be read, and will be tried again: topology={}", topology.name(), e);
            region.fail(nowMillis + RETRY_MILLIS);
            region.await();
        } catch (RestoreRefusedException | RestoreFailedException e) {
            fail(Failures.ofStart(firstOperator(region), e));
        } catch (RuntimeException e) {
            recover(region, Failures.ofStart(firstOperator(region), e));
            if (!state.isTerminal()) {
                region.await();
            }
        }
    }

    /** Notes when the region is to be started again, or fails the topology if that has been tried often enough. */
    private void recover(Region region, TopologyFailure failure) {
        long pauseMillis = region.budget().tryRestart(nowMillis);
        if (pauseMillis < 0) {
            fail(failure);
            return;
        }
        log.warn(
                "Task failed, and its part of the topology is restarted: topology={}, pause={} ms; {}",
                topology.name(),
                pauseMillis,
                failure.message(),
                failure.cause());
        statistics.restarted();
        region.fail(nowMillis + pauseMillis);
        if (state != TopologyState.RECOVERING) {
            change(TopologyState.RECOVERING, null);
        }
    }

    private void fail(TopologyFailure failure) {
        change(TopologyState.FAILED, failure);
        coordinator.cancel("the topology has failed");
        refuseSavepoints();
        closeRegions();
    }

    /** All tasks do nothing more but close, and nothing is started again. */
    private void closeRegions() {
        for (Region region : regions) {
            RegionAttempt attempt = region.attempt();
            if (region.state() == Region.State.WAITING || attempt == null) {
                region.end();
            } else if (region.state() != Region.State.ENDED) {
                region.fail(Long.MAX_VALUE);
                attempt.tasks().cancel();
                if (attempt.isClosed()) {
                    region.end();
                }
            }
        }
    }

    private void beginCheckpoint() {
        if (coordinator.isBusy() || state.isTerminal() || isLettingGo) {
            return;
        }
        if (!areAllRunning()) {
            boolean mayStillCome = regions.stream().anyMatch(region -> region.state() == Region.State.STARTING);
            if (stop == Stop.ASKED && !mayStillCome) {
                stopPlainly();
            }
            return;
        }
        List<RegionAttempt> running = attempts();
        if (stop == Stop.ASKED) {
            stop = Stop.CHECKPOINTING;
            if (coordinator.begin(Manifest.Kind.STOP, running, null, nowMillis)) {
                host.interruptReads();
            } else {
                stopPlainly();
            }
        } else if (stop == Stop.NONE && !isEndDecided && running.stream().allMatch(RegionAttempt::isEnded)) {
            if (nowMillis >= nextEndMillis) {
                nextEndMillis = nowMillis + RETRY_MILLIS;
                coordinator.begin(Manifest.Kind.END, running, null, nowMillis);
            }
        } else if (stop == Stop.NONE && !isEndDecided) {
            beginRegular(running);
        }
    }

    private void beginRegular(List<RegionAttempt> running) {
        if (!savepoints.isEmpty()) {
            SavepointRequest request = savepoints.remove();
            if (!coordinator.begin(Manifest.Kind.SAVEPOINT, running, request, nowMillis)) {
                request.onFailed(String.valueOf(statistics.status().lastFailure()));
            }
        } else if (nowMillis >= nextCheckpointMillis) {
            nextCheckpointMillis = nowMillis + settings.intervalMillis();
            coordinator.begin(Manifest.Kind.CHECKPOINT, running, null, nowMillis);
        }
    }

    /** When the last checkpoint is decided and all sinks have shown what it holds, the tasks may go. */
    private void letGo() {
        boolean isLast = isEndDecided || stop == Stop.DECIDED;
        if (isLast && !isLettingGo && !state.isTerminal() && attempts().stream().allMatch(RegionAttempt::isCommitted)) {
            isLettingGo = true;
            if (stop == Stop.DECIDED) {
                attempts().forEach(attempt -> attempt.tasks().stop());
            }
            attempts().forEach(attempt -> attempt.tasks().requestFinish());
        }
    }

    private void stopPlainly() {
        stop = Stop.PLAIN;
        isLettingGo = true;
        attempts().forEach(attempt -> {
            attempt.tasks().stop();
            attempt.tasks().requestFinish();
        });
    }

    private void endIfAllHave() {
        boolean haveAllEnded = regions.stream().allMatch(region -> region.state() == Region.State.ENDED);
        if (haveAllEnded && !state.isTerminal()) {
            refuseSavepoints();
            change(stop == Stop.NONE ? TopologyState.FINISHED : TopologyState.STOPPED, null);
        }
    }

    private void refuseSavepoints() {
        for (SavepointRequest request = savepoints.poll(); request != null; request = savepoints.poll()) {
            request.onFailed("Topology has ended: topology=" + topology.name());
        }
    }

    private void change(TopologyState to, @Nullable TopologyFailure failure) {
        state = to;
        host.onState(to, failure);
    }

    private void noteRestored(@Nullable Restored restored) {
        statistics.restored(restored == null ? 0 : restored.checkpointId());
        coordinator.properties(runProperties());
    }

    private Map<String, String> runProperties() {
        return settings.startFrom() > 0
                ? Map.of(RestorePoint.STARTED_FROM, Long.toString(settings.startFrom()))
                : Map.of();
    }

    private boolean areAllRunning() {
        return regions.stream().allMatch(Region::isRunning);
    }

    private List<RegionAttempt> attempts() {
        return regions.stream().map(Region::attempt).filter(Objects::nonNull).toList();
    }

    private static String firstOperator(Region region) {
        return region.plan().stages().get(0).nodes().get(0).step().name();
    }

    private long nextWorkMillis() {
        long next = coordinator.nextWorkMillis(nowMillis);
        if (!state.isTerminal() && !coordinator.isBusy() && stop == Stop.NONE && !isEndDecided && areAllRunning()) {
            boolean areEnded = attempts().stream().allMatch(RegionAttempt::isEnded);
            next = Math.min(next, areEnded ? nextEndMillis : nextCheckpointMillis);
        }
        for (Region region : regions) {
            if (region.state() == Region.State.WAITING) {
                boolean isAbsent = host.absence() != null;
                next = Math.min(next, isAbsent ? nowMillis + RETRY_MILLIS : region.restartAtMillis());
            }
        }
        return Math.max(next, nowMillis);
    }

    /**
     * What whoever kept the topology alive before has left.
     *
     * @param decidedCheckpoint what tasks that run may not have heard of, or 0
     * @param firstOwnCheckpoint barriers before it are nobody's any more
     */
    private record Former(long decidedCheckpoint, long firstOwnCheckpoint) {}

    /** How far an orderly stop has come. */
    private enum Stop {
        /** Nobody has asked. */
        NONE,
        /** It waits for the checkpoint before it to be over, and for regions to be running. */
        ASKED,
        /** The last checkpoint is under way. */
        CHECKPOINTING,
        /** The last checkpoint is decided. */
        DECIDED,
        /** The last checkpoint came to nothing; the tasks end without one. */
        PLAIN
    }

    private final class Decisions implements CheckpointCoordinator.Listener {

        @Override
        public void onDecided(Manifest.Kind kind) {
            if (kind == Manifest.Kind.STOP) {
                stop = Stop.DECIDED;
            } else if (kind == Manifest.Kind.END) {
                isEndDecided = true;
            }
        }

        @Override
        public void onAborted(Manifest.Kind kind) {
            if (kind == Manifest.Kind.STOP && !state.isTerminal()) {
                stopPlainly();
            }
        }
    }
}
