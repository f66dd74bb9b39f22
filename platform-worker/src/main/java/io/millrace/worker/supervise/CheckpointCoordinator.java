package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.snapshot.SnapshotFailedException;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the checkpoints of one topology, one at a time: asks for barriers, has the snapshots written, decides, and tells.
 *
 * <p><b>Thread.</b> Owned by the supervisor. Blocks for what the store does.
 */
final class CheckpointCoordinator {

    private static final Logger log = LoggerFactory.getLogger(CheckpointCoordinator.class);
    private static final long RETRY_MILLIS = 500;

    private final String topology;
    private final int keyGroups;
    private final CheckpointStore store;
    private final SupervisorSettings settings;
    private final CheckpointStatistics statistics;
    private final Listener listener;
    private @Nullable CheckpointRound round;
    private @Nullable SavepointRequest pending;
    private List<RegionAttempt> attempts = List.of();
    private Map<String, String> properties = Map.of();
    private boolean isUndecided;
    private long lastDecidedId;
    private long resumeAtMillis;

    CheckpointCoordinator(
            String topology,
            int keyGroups,
            CheckpointStore store,
            SupervisorSettings settings,
            CheckpointStatistics statistics,
            Listener listener) {
        this.topology = topology;
        this.keyGroups = keyGroups;
        this.store = store;
        this.settings = settings;
        this.statistics = statistics;
        this.listener = listener;
    }

    /** Whether a checkpoint is under way. */
    boolean isBusy() {
        return round != null;
    }

    /** What the checkpoint under way is for, or null if there is none. */
    Manifest.@Nullable Kind kind() {
        return round == null ? null : round.kind();
    }

    /** Whether it is open whether the checkpoint under way has been decided: nothing may be restored meanwhile. */
    boolean isUndecided() {
        return isUndecided;
    }

    /** The checkpoint that was decided last in this run, or 0. */
    long lastDecidedId() {
        return lastDecidedId;
    }

    /** What manifests say of the run. */
    void properties(Map<String, String> facts) {
        properties = facts;
    }

    void publish() {
        statistics.publish(round);
    }

    /** Begins a checkpoint; false if the store gives no number for it. */
    boolean begin(Manifest.Kind kind, List<RegionAttempt> running, @Nullable SavepointRequest request, long nowMillis) {
        long id;
        try {
            id = store.nextCheckpoint();
        } catch (IOException e) {
            failed("Checkpoint cannot begin: " + e.getMessage(), e);
            return false;
        }
        attempts = List.copyOf(running);
        pending = request;
        round = new CheckpointRound(
                id,
                kind,
                store,
                attempts.stream()
                        .flatMap(attempt -> attempt.tasks().ids().stream())
                        .toList(),
                nowMillis);
        forEachGroup(tasks -> tasks.requestBarrier(id, kind));
        return true;
    }

    /** Takes a snapshot, unless its checkpoint has come to nothing. */
    void add(TaskSnapshot snapshot) {
        if (round != null && round.id() == snapshot.checkpointId() && !isUndecided) {
            round.add(snapshot);
        }
    }

    /** Takes note of a snapshot that another process has written, unless its checkpoint has come to nothing. */
    void add(WrittenSnapshot snapshot, long nowMillis) {
        if (round != null && round.id() == snapshot.checkpointId() && !isUndecided) {
            round.add(snapshot, nowMillis);
        }
    }

    /** Another process cannot write a snapshot. */
    void writeFailed(long checkpointId, String reason) {
        if (round != null && round.id() == checkpointId && !isUndecided) {
            abort("Checkpoint cannot be written: checkpoint=" + checkpointId + "; " + reason);
        }
    }

    /** Goes on with the checkpoint under way. */
    void work(long nowMillis) {
        CheckpointRound current = round;
        if (current == null || nowMillis < resumeAtMillis) {
            return;
        }
        if (isUndecided) {
            findOut(current, nowMillis);
        } else if (nowMillis - current.startedMillis() > timeoutMillis(current)) {
            abort("Checkpoint took too long: checkpoint=" + current.id() + ", millis="
                    + (nowMillis - current.startedMillis()) + ", waiting for=" + current.missing(10)
                    + "; look for what holds these tasks up, or allow more time");
        } else if (current.hasWork()) {
            write(current, nowMillis);
        } else if (current.isWritten()) {
            decide(current, nowMillis);
        }
    }

    /** When it wants to go on, at the latest. */
    long nextWorkMillis(long nowMillis) {
        CheckpointRound current = round;
        if (current == null) {
            return Long.MAX_VALUE;
        }
        if (current.hasWork() || current.isWritten() || isUndecided) {
            return Math.max(nowMillis, resumeAtMillis);
        }
        return current.startedMillis() + timeoutMillis(current) + 1;
    }

    /** Gives the checkpoint under way up, if there is one that is not being decided. */
    void cancel(String reason) {
        if (round != null && !isUndecided) {
            giveUp(reason);
        }
    }

    /**
     * Gives the checkpoint under way up as {@link #cancel} does, but leaves it to the caller to tell whoever waits for a savepoint.
     *
     * @return who waits, or null
     */
    @Nullable
    SavepointRequest interrupt(String reason) {
        if (round == null || isUndecided) {
            return null;
        }
        SavepointRequest waiting = pending;
        pending = null;
        giveUp(reason);
        return waiting;
    }

    private long timeoutMillis(CheckpointRound current) {
        return current.kind() == Manifest.Kind.STOP ? settings.stopMillis() : settings.timeoutMillis();
    }

    private void write(CheckpointRound current, long nowMillis) {
        try {
            current.writeSome(nowMillis);
        } catch (IOException | SnapshotFailedException e) {
            abort("Checkpoint cannot be written: checkpoint=" + current.id() + "; " + e.getMessage(), e);
        }
    }

    private void decide(CheckpointRound current, long nowMillis) {
        try {
            long attempt =
                    attempts.stream().mapToLong(RegionAttempt::number).max().orElse(0);
            decided(current, current.complete(topology, keyGroups, attempt, properties, nowMillis), nowMillis);
        } catch (DamagedCheckpointException e) {
            abort("Checkpoint was damaged while it was written: checkpoint=" + current.id() + "; " + e.getMessage(), e);
        } catch (IOException e) {
            log.warn(
                    "Checkpoint may or may not have been decided: topology={}, checkpoint={}",
                    topology,
                    current.id(),
                    e);
            isUndecided = true;
            findOut(current, nowMillis);
        }
    }

    /** The store failed while it decided. What it says afterwards holds; until it says something, nothing else is done. */
    private void findOut(CheckpointRound current, long nowMillis) {
        try {
            Optional<Manifest> latest = store.latest();
            isUndecided = false;
            if (latest.isPresent() && latest.get().checkpointId() == current.id()) {
                decided(current, latest.get(), nowMillis);
            } else {
                abort("Checkpoint could not be decided: checkpoint=" + current.id());
            }
        } catch (IOException | DamagedCheckpointException e) {
            log.debug("It cannot be found out yet whether a checkpoint was decided: checkpoint={}", current.id(), e);
            resumeAtMillis = nowMillis + RETRY_MILLIS;
        }
    }

    private void decided(CheckpointRound current, Manifest manifest, long nowMillis) {
        round = null;
        lastDecidedId = manifest.checkpointId();
        statistics.completed(current.summary(manifest, nowMillis), nowMillis);
        attempts.forEach(RegionAttempt::forgetCommitted);
        forEachGroup(tasks -> tasks.completeCheckpoint(manifest.checkpointId()));
        if (pending != null) {
            pending.onTaken(manifest.checkpointId());
            pending = null;
        }
        try {
            store.retain(settings.retained());
        } catch (IOException e) {
            log.warn("Old checkpoints cannot be deleted: topology={}", topology, e);
        }
        listener.onDecided(manifest.kind());
    }

    private void abort(String reason) {
        abort(reason, null);
    }

    private void abort(String reason, @Nullable Exception cause) {
        failed(reason, cause);
        giveUp(reason);
    }

    private void failed(String reason, @Nullable Exception cause) {
        statistics.failed(reason);
        log.warn("Checkpoint has failed, and the topology goes on: topology={}; {}", topology, reason, cause);
    }

    private void giveUp(String reason) {
        CheckpointRound current = round;
        if (current == null) {
            return;
        }
        round = null;
        current.abandon();
        forEachGroup(tasks -> tasks.abortBarrier(current.id()));
        if (pending != null) {
            pending.onFailed(reason);
            pending = null;
        }
        try {
            store.discard(current.id());
        } catch (IOException e) {
            log.debug("Files of a checkpoint that came to nothing stay: checkpoint={}", current.id(), e);
        }
        listener.onAborted(current.kind());
    }

    private void forEachGroup(Consumer<TaskGroup> action) {
        List.copyOf(attempts).forEach(attempt -> action.accept(attempt.tasks()));
    }

    /** Hears what becomes of checkpoints; on the supervisor's thread. */
    interface Listener {

        void onDecided(Manifest.Kind kind);

        void onAborted(Manifest.Kind kind);
    }
}
