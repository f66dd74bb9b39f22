package io.millrace.worker.autoconfigure;

import io.millrace.status.KeptCheckpoint;
import io.millrace.topology.Topology;
import io.millrace.worker.ClusterNode;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.StoredCheckpoint;
import io.millrace.worker.control.KeptCheckpoints;
import io.millrace.worker.supervise.SupervisorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
    private volatile @Nullable ClusterNode node;

    TopologyCheckpoints(Topology topology, CheckpointFolder folder) {
        this.topology = topology;
        this.folder = folder;
    }

    /**
     * Starts a run that is kept.
     *
     * @param before the run before, which has come to an end, or null
     * @param starting starts the run
     * @throws IllegalStateException if tasks of the run before are still at work
     * @throws CheckpointFolderException if the folder cannot be used
     */
    synchronized TopologyRun start(
            @Nullable TopologyRun before, BiFunction<CheckpointStore, SupervisorSettings, TopologyRun> starting) {
        if (before != null && store != null) {
            requireClosed(before);
            before.forget();
        }
        CheckpointStore opened = store == null ? folder.open(topology) : store;
        store = opened;
        try {
            return starting.apply(opened, folder.settings(topology));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
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
                    opened.deleteSavepoint(id);
                    return true;
                },
                false);
        if (!isDeleted) {
            throw new IllegalStateException(
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
