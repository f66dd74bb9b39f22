package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.CheckpointStore;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tasks over that run already, because another leader kept the topology alive before.
 *
 * <p><b>Thread.</b> Owned by the supervisor. Blocks for what the store does.
 */
final class Adoption {

    private static final Logger log = LoggerFactory.getLogger(Adoption.class);

    private final String topology;
    private final CheckpointStore store;
    private final TaskHost host;
    private @Nullable Former former;

    Adoption(String topology, CheckpointStore store, TaskHost host) {
        this.topology = topology;
        this.store = store;
        this.host = host;
    }

    /** Has the host look for what runs; to be called before anything else is asked of it. */
    void seek() throws IOException {
        former = new Former(store.latestId(), unusedCheckpoint());
        host.seek(store.attempts());
    }

    /**
     * Takes over what the host has found, once it has looked everywhere.
     *
     * @param launch lets an attempt belong to its region
     * @return false while the host looks
     */
    boolean takeOver(List<Region> regions, EventQueue events, Consumer<RegionAttempt> launch) {
        if (host.isSeeking()) {
            return false;
        }
        Former of = former;
        if (of != null) {
            former = null;
            for (Region region : regions) {
                TaskHost.Adopted found = host.adopt(region.plan());
                if (found != null) {
                    adopt(new RegionAttempt(region, found.attempt(), events), found, of, launch);
                }
            }
        }
        return true;
    }

    private void adopt(RegionAttempt attempt, TaskHost.Adopted found, Former of, Consumer<RegionAttempt> launch) {
        log.info(
                "Tasks that run are taken over: topology={}, attempt={}, checkpoint={}, tasks={}",
                topology,
                found.attempt(),
                of.decidedCheckpoint,
                found.tasks().ids());
        attempt.tasks(found.tasks());
        launch.accept(attempt);
        attempt.tasks().abortBarrier(of.firstOwnCheckpoint);
        if (of.decidedCheckpoint > 0) {
            attempt.tasks().completeCheckpoint(of.decidedCheckpoint);
        }
    }

    /** A number that is greater than all that were given before, and that no checkpoint will have. */
    private long unusedCheckpoint() throws IOException {
        long number = store.nextCheckpoint();
        try {
            store.discard(number);
        } catch (IOException e) {
            // What it could not delete are files of others, who still write them.
            log.debug("Files of checkpoints that came to nothing stay: topology={}", topology, e);
        }
        return number;
    }

    /**
     * What whoever kept the topology alive before has left.
     *
     * @param decidedCheckpoint what tasks that run may not have heard of, or 0
     * @param firstOwnCheckpoint barriers before it are nobody's any more
     */
    private record Former(long decidedCheckpoint, long firstOwnCheckpoint) {}
}
