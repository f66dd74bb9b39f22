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
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one topology alive. Its regions are started, each with what the last checkpoint holds; a region in which a task fails
 * is restarted from there; checkpoints are taken meanwhile, a last one when all sources have ended or when the topology is
 * stopped.
 *
 * <p><b>Thread.</b> {@link #start} and {@link #work} are called by one thread at a time; {@link #stop},
 * {@link #cancel}, {@link #drain}, {@link #savepoint} and {@link #status} by any.
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
    private final Adoption adoption;
    private final CheckpointStatistics statistics;
    private final CheckpointCoordinator coordinator;
    private final Deque<SavepointRequest> savepoints = new ArrayDeque<>();
    private @Nullable SavepointRequest triedAgain;
    private TopologyState state = TopologyState.STARTING;
    private Stop stop = Stop.NONE;
    private boolean isEndDecided;
    private boolean isLettingGo;
    private Drain drain = Drain.NONE;
    private long nextDrainMillis;
    private boolean isStopWanted;
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
        this.adoption = new Adoption(topology.name(), store, host);
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

    /**
     * Asks for an end without a last checkpoint: tasks do nothing more but close, and a call that waits in a read is interrupted;
     * any thread.
     */
    public void cancel() {
        events.add(TopologySupervisor::cancelling);
    }

    /**
     * Asks for the end that comes when all sources have ended: sources read no further, windows fire, all results come out. A
     * checkpoint is taken at the place where they stop reading, so that what fails meanwhile goes on from there; any thread.
     */
    public void drain() {
        events.add(TopologySupervisor::draining);
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
        host.notePredecessors(store.attempts().keySet());
        if (restorePoint.allowsAdoption()) {
            adoption.seek();
        }
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
                change(drain == Drain.NONE ? TopologyState.RUNNING : TopologyState.STOPPING, null);
            }
        }
    }

    void failed(RegionAttempt attempt, TopologyFailure failure, FailureKind kind) {
        Region region = attempt.region();
        boolean isNews = region.attempt() == attempt
                && (region.state() == Region.State.STARTING || region.state() == Region.State.RUNNING);
        if (state.isTerminal() || !isNews) {
            log.debug("Task failed in an attempt that was given up: topology={}", topology.name(), failure.cause());
            return;
        }
        savepointInterrupted(coordinator.interrupt("a task has failed"), failure);
        if (stop != Stop.NONE || kind == FailureKind.FINAL) {
            fail(failure);
        } else {
            recover(region, failure, kind);
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

    private void draining() {
        if (state.isTerminal() || stop != Stop.NONE || drain != Drain.NONE) {
            return;
        }
        drain = Drain.ASKED;
        if (areAllRunning()) {
            change(TopologyState.STOPPING, null);
        }
        coordinator.cancel("the topology is being drained");
        refuseSavepoints("is being drained");
    }

    private void drainTasks() {
        drain = Drain.CUT;
        attempts().forEach(attempt -> attempt.tasks().drain());
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
        host.interruptReads();
        endIfAllHave();
    }

    /** It is tried once more when all runs again, and not for ever: the savepoint itself may be why tasks fail. */
    private void savepointInterrupted(@Nullable SavepointRequest request, TopologyFailure failure) {
        if (request == null) {
            return;
        }
        if (request == triedAgain) {
            triedAgain = null;
            request.onFailed("Savepoint cannot be taken, because tasks fail meanwhile: topology=" + topology.name()
                    + ", tries=2; " + failure.message());
        } else {
            triedAgain = request;
            savepoints.addFirst(request);
        }
    }

    private void savepointAsked(SavepointRequest request) {
        if (state.isTerminal() || stop != Stop.NONE || drain != Drain.NONE) {
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
        if (drain == Drain.CUT) {
            attempt.tasks().drain();
        }
    }

    private void adoptRegions() {
        if (adoption.takeOver(regions, events, this::launchAdopted) && isStopWanted) {
            isStopWanted = false;
            stopping();
        }
    }

    private void launchAdopted(RegionAttempt attempt) {
        coordinator.properties(restorePoint.runProperties());
        launch(attempt);
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
            recover(region, Failures.ofStart(firstOperator(region), e), FailureKind.TASK);
            if (!state.isTerminal()) {
                region.await();
            }
        }
    }

    /** Notes when the region is to be started again, or fails the topology if that has been tried often enough. */
    private void recover(Region region, TopologyFailure failure, FailureKind kind) {
        long pauseMillis = kind == FailureKind.LOSS
                ? region.budget().restartAfterLoss(nowMillis)
                : region.budget().tryRestart(nowMillis);
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
        refuseSavepoints("has failed");
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
        } else if (stop == Stop.NONE && drain == Drain.ASKED && !isEndDecided) {
            beginDrain(running);
        } else if (stop == Stop.NONE && !isEndDecided) {
            beginRegular(running);
        }
    }

    private void beginDrain(List<RegionAttempt> running) {
        if (nowMillis < nextDrainMillis) {
            return;
        }
        nextDrainMillis = nowMillis + RETRY_MILLIS;
        drain = Drain.CHECKPOINTING;
        if (coordinator.begin(Manifest.Kind.STOP, running, null, nowMillis)) {
            host.interruptReads();
        } else {
            drain = Drain.ASKED;
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
            refuseSavepoints("has ended");
            change(stop == Stop.NONE ? TopologyState.FINISHED : TopologyState.STOPPED, null);
        }
    }

    private void refuseSavepoints(String why) {
        for (SavepointRequest request = savepoints.poll(); request != null; request = savepoints.poll()) {
            request.onFailed(
                    "Topology " + why + ": topology=" + topology.name() + "; ask for a savepoint while it is running");
        }
    }

    private void change(TopologyState to, @Nullable TopologyFailure failure) {
        state = to;
        host.onState(to, failure);
    }

    private void noteRestored(@Nullable Restored restored) {
        statistics.restored(restored == null ? 0 : restored.checkpointId());
        coordinator.properties(restorePoint.runProperties());
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
            long nextOwnMillis = drain == Drain.ASKED ? nextDrainMillis : nextCheckpointMillis;
            next = Math.min(next, areEnded ? nextEndMillis : nextOwnMillis);
        }
        for (Region region : regions) {
            if (region.state() == Region.State.WAITING) {
                boolean isAbsent = host.absence() != null;
                next = Math.min(next, isAbsent ? nowMillis + RETRY_MILLIS : region.restartAtMillis());
            }
        }
        return Math.max(next, nowMillis);
    }

    /** How far a drain has come. */
    private enum Drain {
        /** Nobody has asked. */
        NONE,
        /** It waits for the checkpoint before it to be over, and for regions to be running. */
        ASKED,
        /** The checkpoint behind which sources read no further is under way. */
        CHECKPOINTING,
        /** It is decided: sources come to their ends. */
        CUT
    }

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
            if (kind == Manifest.Kind.STOP && drain == Drain.CHECKPOINTING) {
                drainTasks();
            } else if (kind == Manifest.Kind.STOP) {
                stop = Stop.DECIDED;
            } else if (kind == Manifest.Kind.END) {
                isEndDecided = true;
            }
        }

        @Override
        public void onAborted(Manifest.Kind kind) {
            if (kind == Manifest.Kind.STOP && drain == Drain.CHECKPOINTING) {
                drain = Drain.ASKED;
            } else if (kind == Manifest.Kind.STOP && !state.isTerminal()) {
                stopPlainly();
            }
        }
    }
}
