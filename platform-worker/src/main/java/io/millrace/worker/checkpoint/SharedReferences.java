package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which shared files the decided checkpoints name. It is said by their manifests, and counted nowhere else, so that no count
 * can be wrong after a crash. Savepoints name none.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
final class SharedReferences {

    private final Manifests manifests;
    private final Map<Long, Set<SharedFile>> byCheckpoint = new HashMap<>();

    SharedReferences(Manifests manifests) {
        this.manifests = manifests;
    }

    /** Reads the manifest of a decided checkpoint. */
    @FunctionalInterface
    interface Manifests {

        Manifest read(Pointer.Entry entry) throws IOException, DamagedCheckpointException;
    }

    /**
     * What is known to be named.
     *
     * @param files the files
     * @param isComplete whether every manifest could be read; otherwise more may be named
     */
    record Named(Set<SharedFile> files, boolean isComplete) {

        Set<String> names() {
            return files.stream().map(SharedFile::name).collect(Collectors.toSet());
        }
    }

    /** The files that the checkpoints of a pointer name. */
    synchronized Named of(Pointer pointer) {
        Set<SharedFile> files = new HashSet<>();
        boolean isComplete = true;
        byCheckpoint.keySet().removeIf(id -> pointer.find(id).isEmpty());
        for (Pointer.Entry entry : pointer.entries()) {
            if (!entry.isSavepoint()) {
                Set<SharedFile> known = byCheckpoint.get(entry.checkpointId());
                isComplete &= known != null || learn(entry);
                files.addAll(byCheckpoint.getOrDefault(entry.checkpointId(), Set.of()));
            }
        }
        return new Named(files, isComplete);
    }

    /** Whether a checkpoint of a pointer is known to name a file. */
    synchronized boolean isNamed(SharedFile file, Pointer pointer) {
        return pointer.entries().stream()
                .filter(entry -> !entry.isSavepoint())
                .anyMatch(entry -> (byCheckpoint.containsKey(entry.checkpointId()) || learn(entry))
                        && byCheckpoint
                                .getOrDefault(entry.checkpointId(), Set.of())
                                .contains(file));
    }

    private boolean learn(Pointer.Entry entry) {
        try {
            byCheckpoint.put(entry.checkpointId(), manifests.read(entry).sharedFiles());
            return true;
        } catch (IOException | DamagedCheckpointException unknown) {
            // Whoever restores this checkpoint is told. Until it is gone, what it names is not known.
            return false;
        }
    }
}
