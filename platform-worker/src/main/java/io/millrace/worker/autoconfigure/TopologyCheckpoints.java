package io.millrace.worker.autoconfigure;

import io.millrace.control.StartFrom;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.status.KeptCheckpoint;
import io.millrace.topology.Topology;
import io.millrace.worker.ClusterNode;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.TopologyStartException;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.StoredCheckpoint;
import io.millrace.worker.control.KeptCheckpoints;
import io.millrace.worker.supervise.Beginning;
import io.millrace.worker.supervise.SupervisorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a topology of the application over all its starts and stops. Their folder belongs to this process from
 * the first start to the stop of the application.
 *
 * <p><b>Thread.</b> Any. Everything here may wait for a disk, or in a cluster for whoever leads.
 */
final class TopologyCheckpoints {

    private static final Duration END_OF_RUN = Duration.ofSeconds(1);

    private final Topology topology;
    private final CheckpointFolder folder;
    private @Nullable CheckpointStore store;

    /** What the run before was to begin with. */
    private @Nullable Beginning begun;

    private volatile @Nullable ClusterNode node;

    TopologyCheckpoints(Topology topology, CheckpointFolder folder) {
        this.topology = topology;
        this.folder = folder;
    }

    /**
     * Starts a run that is kept.
     *
     * @param before the run before, which has come to an end, or null
     * @param from what it is to go on from
     * @param starting starts the run
     * @throws UnknownCheckpointException if it is to go on from a checkpoint that does not exist
     * @throws IllegalStateException if tasks of the run before are still at work
     * @throws CheckpointFolderException if the folder cannot be used
     */
    synchronized TopologyRun start(
            @Nullable TopologyRun before,
            StartFrom from,
            BiFunction<CheckpointStore, SupervisorSettings, TopologyRun> starting) {
        if (before != null && store != null) {
            requireClosed(before);
            before.forget();
        }
        CheckpointStore opened = store == null ? folder.open(topology) : store;
        store = opened;
        try {
            requireKnown(from, opened);
            Beginning beginning = beginning(from, before);
            TopologyRun run = starting.apply(opened, folder.settings(topology).withBeginning(beginning));
            begun = beginning;
            return run;
        } catch (TopologyStartException e) {
            // What the run before was to begin with may be gone: whoever asks again goes on from the last checkpoint.
            begun = null;
            close();
            throw e;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void requireKnown(StartFrom from, CheckpointStore opened) {
        if (from.kind() != StartFrom.Kind.CHECKPOINT) {
            return;
        }
        try {
            KeptCheckpoints.require(topology.name(), from.checkpointId(), opened.list());
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** A run that ended before its first checkpoint is begun again as it was, not gone on with from the checkpoints before it. */
    private @Nullable Beginning beginning(StartFrom from, @Nullable TopologyRun before) {
        if (from.kind() == StartFrom.Kind.LAST) {
            return before != null && before.isResumable() ? begun : null;
        }
        return new Beginning(from.checkpointId(), UUID.randomUUID().toString());
    }

    /**
     * Takes part in a run that is kept by a cluster.
     *
     * @param starting starts the run
     */
    synchronized TopologyRun join(ClusterNode cluster, Function<SupervisorSettings, TopologyRun> starting) {
        node = cluster;
        return starting.apply(folder.settings(topology));
    }

    /** Gives the folder up, and what is kept of a run that has finished. */
    synchronized void release(@Nullable TopologyRun last) {
        if (last != null && store != null) {
            last.forget();
        }
        node = null;
        close();
    }

    /** What is kept, the newest first. */
    List<KeptCheckpoint> list() {
        ClusterNode cluster = node;
        return cluster != null
                ? cluster.checkpoints(topology.name())
                : KeptCheckpoints.of(use(CheckpointStore::list, List.<StoredCheckpoint>of()));
    }

    /**
     * Deletes a savepoint.
     *
     * @throws UnknownCheckpointException if there is none of this number
     * @throws IllegalStateException if it cannot be deleted; the message says why
     */
    void deleteSavepoint(long id) {
        ClusterNode cluster = node;
        if (cluster != null) {
            cluster.deleteSavepoint(topology.name(), id);
            return;
        }
        boolean isDeleted = use(
                opened -> {
                    KeptCheckpoints.require(topology.name(), id, opened.list());
                    opened.deleteSavepoint(id);
                    return true;
                },
                false);
        if (!isDeleted) {
            throw new UnknownCheckpointException(
                    "Topology has no savepoints: topology=" + topology.name() + "; there is nothing to delete");
        }
    }

    /** Uses the folder, for this once if it is not at hand; a topology that never kept anything has none. */
    private synchronized <T> T use(Access<T> access, T withoutFolder) {
        CheckpointStore current = store;
        try {
            if (current != null) {
                return access.apply(current);
            }
            if (!folder.holds(topology)) {
                return withoutFolder;
            }
            try (CheckpointStore opened = folder.open(topology)) {
                return access.apply(opened);
            }
        } catch (IOException | CheckpointFolderException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void requireClosed(TopologyRun before) {
        try {
            before.await(END_OF_RUN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!before.isClosed()) {
            throw new IllegalStateException("Topology has ended, but tasks of it have not yet: topology="
                    + topology.name() + ", state=" + before.status().state() + "; start it again in a moment");
        }
    }

    private void close() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    /** Does something with a store. */
    private interface Access<T> {

        T apply(CheckpointStore store) throws IOException;
    }
}
