package io.millrace.worker.control;

import io.millrace.control.UnknownCheckpointException;
import io.millrace.status.KeptCheckpoint;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.StoredCheckpoint;
import java.util.List;

/** What lies in a store, as users see it. */
public final class KeptCheckpoints {

    private static final int MAX_NAMED = 20;

    private KeptCheckpoints() {}

    /** The same in other words. */
    public static List<KeptCheckpoint> of(List<StoredCheckpoint> stored) {
        return stored.stream().map(KeptCheckpoints::of).toList();
    }

    /**
     * Finds out that there is a checkpoint.
     *
     * @throws UnknownCheckpointException if there is none of this number
     */
    public static void require(String topology, long checkpointId, List<StoredCheckpoint> stored) {
        List<Long> known = stored.stream().map(StoredCheckpoint::checkpointId).toList();
        if (!known.contains(checkpointId)) {
            throw new UnknownCheckpointException("Checkpoint does not exist: topology=" + topology + ", checkpoint="
                    + checkpointId + "; there are "
                    + known.stream().limit(MAX_NAMED).toList());
        }
    }

    private static KeptCheckpoint of(StoredCheckpoint stored) {
        Manifest manifest = stored.manifest();
        return manifest == null
                ? new KeptCheckpoint(stored.checkpointId(), null, null, 0, 0, stored.fault())
                : new KeptCheckpoint(
                        stored.checkpointId(),
                        manifest.kind().name(),
                        manifest.createdMillis(),
                        manifest.bytes(),
                        manifest.transactions(),
                        stored.fault());
    }
}
