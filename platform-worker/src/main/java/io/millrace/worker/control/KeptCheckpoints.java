package io.millrace.worker.control;

import io.millrace.status.KeptCheckpoint;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.StoredCheckpoint;
import java.util.List;

/** What lies in a store, as users see it. */
public final class KeptCheckpoints {

    private KeptCheckpoints() {}

    /** The same in other words. */
    public static List<KeptCheckpoint> of(List<StoredCheckpoint> stored) {
        return stored.stream().map(KeptCheckpoints::of).toList();
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
