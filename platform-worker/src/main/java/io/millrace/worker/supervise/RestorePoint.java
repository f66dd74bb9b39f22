package io.millrace.worker.supervise;

import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.StoredCheckpoint;
import io.millrace.worker.snapshot.OwnerNames;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.supervise.RestoreRefusedException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what a topology goes on from: a savepoint by wish, else the last checkpoint. A damaged one is never taken. An older
 * one is taken in its place only if no sink has shown results since, or if duplicates are accepted.
 */
final class RestorePoint {

    private static final Logger log = LoggerFactory.getLogger(RestorePoint.class);

    /** Property of a manifest: the savepoint that its run began with. */
    static final String STARTED_FROM = "started-from";

    /** Property of a manifest: what somebody had asked its run to begin with. */
    static final String BEGAN_BY_WISH = "began-by-wish";

    private final Topology topology;
    private final CheckpointStore store;
    private final SupervisorSettings settings;
    private final OwnerNames owners;

    RestorePoint(Topology topology, CheckpointStore store, SupervisorSettings settings) {
        this.topology = topology;
        this.store = store;
        this.settings = settings;
        this.owners = new OwnerNames(topology, settings.droppable());
    }

    /**
     * Whether tasks that run may go on as they are. They may not if the last checkpoint was to be the last, or if the topology
     * is to go on from elsewhere.
     *
     * @throws IOException if the store cannot be read now
     */
    boolean allowsAdoption() throws IOException {
        long latest = store.latestId();
        if (latest == 0) {
            return !isBeginningWished();
        }
        return store.list().stream()
                .filter(stored -> stored.checkpointId() == latest)
                .map(StoredCheckpoint::manifest)
                .anyMatch(manifest -> manifest != null && isGoingOn(manifest));
    }

    private boolean isGoingOn(Manifest latest) {
        boolean isLast = latest.kind() == Manifest.Kind.END || latest.kind() == Manifest.Kind.STOP;
        return !isLast && (!isBeginningWished() || isContinuing(latest));
    }

    /** What checkpoints of this run are to bear, so that a later start knows what the run began with. */
    Map<String, String> runProperties() {
        Map<String, String> properties = new HashMap<>();
        if (settings.startFrom() > 0) {
            properties.put(STARTED_FROM, Long.toString(settings.startFrom()));
        }
        Beginning beginning = settings.beginning();
        if (beginning != null) {
            properties.put(BEGAN_BY_WISH, beginning.wish());
        }
        return properties;
    }

    private boolean isBeginningWished() {
        return settings.beginning() != null || settings.startFrom() > 0;
    }

    /** Number of the checkpoint that the run is to begin with; 0 for none. */
    private long wished() {
        Beginning beginning = settings.beginning();
        return beginning == null ? settings.startFrom() : beginning.checkpointId();
    }

    /**
     * What the topology goes on from, or null to begin anew.
     *
     * @throws RestoreRefusedException if there is something to go on from, and it cannot be; the message says what and why
     * @throws IOException if the store cannot be read now
     */
    @Nullable
    Restored choose() throws IOException, RestoreRefusedException {
        try {
            return chooseNow();
        } catch (RestoreRefusedException e) {
            if (!(e.getCause() instanceof DamagedCheckpointException)) {
                throw e;
            }
            // What was read wrongly once may be right on the disk.
            return chooseNow();
        }
    }

    private @Nullable Restored chooseNow() throws IOException, RestoreRefusedException {
        Manifest manifest = chooseManifest();
        if (manifest == null) {
            return null;
        }
        requireFitting(manifest);
        try {
            Restored restored = Restored.of(manifest, store, owners);
            List<String> unowned = restored.unowned();
            if (!unowned.isEmpty()) {
                throw new RestoreRefusedException(
                        topology.name(),
                        Reason.UNOWNED_STATE,
                        unowned,
                        "State has no owner: checkpoint="
                                + manifest.checkpointId() + ", operators=" + unowned
                                + "; name the new operator with formerly, or allow by name that the state is dropped");
            }
            return restored;
        } catch (DamagedCheckpointException e) {
            throw damaged(e);
        }
    }

    private @Nullable Manifest chooseManifest() throws IOException, RestoreRefusedException {
        Optional<Manifest> latest;
        try {
            latest = store.latest();
        } catch (DamagedCheckpointException e) {
            if (isBeginningWished() && isSurelyOfAnotherRun(e)) {
                return savepoint();
            }
            return older(e);
        }
        boolean isNewRun = isBeginningWished()
                && latest.map(manifest -> !isContinuing(manifest)).orElse(true);
        return isNewRun ? savepoint() : latest.orElse(null);
    }

    /** Whether no checkpoint that is kept, and none that cannot be read, may belong to the run that began as is wished. */
    private boolean isSurelyOfAnotherRun(DamagedCheckpointException damage) throws IOException {
        return !isOfDisk(damage.getCause())
                && store.list().stream()
                        .map(StoredCheckpoint::manifest)
                        .allMatch(manifest -> manifest != null && !isContinuing(manifest));
    }

    /** Whether a checkpoint belongs to the run that began as is wished, and so is further than that. */
    private boolean isContinuing(Manifest latest) {
        Beginning beginning = settings.beginning();
        if (beginning != null) {
            return beginning.wish().equals(latest.properties().get(BEGAN_BY_WISH));
        }
        return Long.toString(settings.startFrom()).equals(latest.properties().get(STARTED_FROM));
    }

    private @Nullable Manifest savepoint() throws IOException, RestoreRefusedException {
        long wished = wished();
        if (wished == 0) {
            return null;
        }
        List<String> known = store.list().stream()
                .map(stored -> Long.toString(stored.checkpointId()))
                .toList();
        if (!known.contains(Long.toString(wished))) {
            throw new RestoreRefusedException(
                    topology.name(),
                    Reason.UNKNOWN_SAVEPOINT,
                    known,
                    "Savepoint does not exist: savepoint=" + wished + ", known=" + known
                            + "; name one that is there, or none to go on from the last checkpoint");
        }
        try {
            return store.read(wished);
        } catch (DamagedCheckpointException e) {
            throw damaged(e);
        }
    }

    private Manifest older(DamagedCheckpointException damage) throws IOException, RestoreRefusedException {
        if (isOfDisk(damage.getCause())) {
            throw new IOException(damage.getMessage(), damage);
        }
        log.warn("The last checkpoint is damaged: topology={}; {}", topology.name(), damage.getMessage());
        for (StoredCheckpoint stored : store.list()) {
            Manifest manifest = stored.manifest();
            if (manifest == null) {
                if (!settings.acceptsDuplicates()) {
                    throw damaged(damage);
                }
                continue;
            }
            try {
                Manifest intact = store.read(stored.checkpointId());
                log.warn(
                        "An older checkpoint is taken in its place: topology={}, checkpoint={}",
                        topology.name(),
                        stored.checkpointId());
                return intact;
            } catch (DamagedCheckpointException e) {
                if (manifest.transactions() > 0 && !settings.acceptsDuplicates()) {
                    throw damaged(damage);
                }
            }
        }
        throw damaged(damage);
    }

    private void requireFitting(Manifest manifest) throws RestoreRefusedException {
        if (!manifest.topology().equals(topology.name())) {
            throw new RestoreRefusedException(
                    topology.name(),
                    Reason.OTHER_TOPOLOGY,
                    List.of(manifest.topology()),
                    "Checkpoint is of another topology: checkpoint=" + manifest.checkpointId() + ", of="
                            + manifest.topology()
                            + "; name a checkpoint of this topology, or give it a folder of its own");
        }
        if (manifest.keyGroups() != topology.keyGroups().count()) {
            throw new RestoreRefusedException(
                    topology.name(),
                    Reason.KEY_GROUPS,
                    List.of(Integer.toString(manifest.keyGroups())),
                    "Number of key groups has changed: checkpoint=" + manifest.checkpointId() + ", written="
                            + manifest.keyGroups() + ", now="
                            + topology.keyGroups().count() + "; it is fixed with the first checkpoint: set it back");
        }
    }

    private static boolean isOfDisk(@Nullable Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof NoSuchFileException)
                && !(cause instanceof EOFException);
    }

    /** A disk that does not answer now is no damage. */
    private RestoreRefusedException damaged(DamagedCheckpointException damage) throws IOException {
        if (isOfDisk(damage.getCause())) {
            throw new IOException(damage.getMessage(), damage);
        }
        return new RestoreRefusedException(
                topology.name(),
                Reason.DAMAGED,
                List.of(damage.file()),
                "Checkpoint is damaged, and an older one would show results twice: file=" + damage.file() + "; "
                        + damage.getMessage()
                        + "; bring the file back, or accept duplicates to go on from an older checkpoint",
                damage);
    }
}
