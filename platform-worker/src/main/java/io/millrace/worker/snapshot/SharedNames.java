package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.SharedFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which names the store of checkpoints has been given the files of one task. Says what was written, and not what is still
 * there: a checkpoint may have come to nothing since.
 *
 * <p><b>Thread.</b> Owned by the task until it is open, then by the background.
 */
public final class SharedNames {

    private final Map<String, SharedFile> byName = new HashMap<>();

    @Nullable
    SharedFile of(String name) {
        return byName.get(name);
    }

    void put(String name, SharedFile file) {
        byName.put(name, file);
    }

    /** Forgets files that the task no longer has. */
    void retain(Set<String> names) {
        byName.keySet().retainAll(names);
    }
}
