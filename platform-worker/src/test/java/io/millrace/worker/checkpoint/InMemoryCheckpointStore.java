package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints in memory.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
public class InMemoryCheckpointStore implements CheckpointStore {

    private final String topology;
    private final Map<Long, Map<String, InMemorySnapshot>> files = new HashMap<>();
    private final Map<String, byte[]> shared = new HashMap<>();
    private final NavigableMap<Long, Manifest> decided = new TreeMap<>();
    private final Map<Integer, Long> inForce = new HashMap<>();
    private long attempts;
    private long checkpoints;
    private long latest;

    /** Makes an empty store. */
    public InMemoryCheckpointStore(String topology) {
        this.topology = topology;
    }

    /** The same store after a crash: what was not decided is gone. */
    public synchronized InMemoryCheckpointStore reopened() {
        files.keySet().retainAll(decided.keySet());
        sweepShared();
        return this;
    }

    @Override
    public synchronized long nextAttempt(int region) {
        inForce.put(region, ++attempts);
        return attempts;
    }

    @Override
    public synchronized Map<Integer, Long> attempts() {
        return Map.copyOf(inForce);
    }

    @Override
    public synchronized long latestId() {
        return latest;
    }

    @Override
    public synchronized long nextCheckpoint() {
        return ++checkpoints;
    }

    @Override
    public synchronized Optional<Manifest> latest() {
        return Optional.ofNullable(decided.get(latest));
    }

    @Override
    public synchronized Manifest read(long checkpointId) throws IOException {
        Manifest manifest = decided.get(checkpointId);
        if (manifest == null) {
            throw new IOException("Checkpoint is not there: checkpointId=" + checkpointId);
        }
        return manifest;
    }

    @Override
    public synchronized List<StoredCheckpoint> list() {
        List<StoredCheckpoint> stored = new ArrayList<>();
        decided.descendingMap().forEach((id, manifest) -> stored.add(new StoredCheckpoint(id, manifest, null)));
        return stored;
    }

    @Override
    public synchronized SnapshotWriter create(long checkpointId, String file) throws IOException {
        StoreNames.checkedFile(file);
        requireUndecided(checkpointId);
        if (checkpointId < 1 || checkpointId > checkpoints) {
            throw new IllegalArgumentException("Number was not given to a checkpoint: checkpointId=" + checkpointId);
        }
        Map<String, InMemorySnapshot> ofCheckpoint = files.computeIfAbsent(checkpointId, id -> new HashMap<>());
        if (ofCheckpoint.containsKey(file)) {
            throw new IOException("File exists: file=" + file);
        }
        ofCheckpoint.put(file, new InMemorySnapshot());
        return new InMemorySnapshot()
                .writer(file, finished -> put(ofCheckpoint, file, finished), () -> put(ofCheckpoint, file, null));
    }

    private synchronized void put(
            Map<String, InMemorySnapshot> ofCheckpoint, String file, @Nullable InMemorySnapshot snapshot) {
        if (snapshot == null) {
            ofCheckpoint.remove(file);
        } else {
            ofCheckpoint.put(file, snapshot);
        }
    }

    @Override
    public synchronized SharedWriter share(long checkpointId, String name) throws IOException {
        requireUndecided(checkpointId);
        if (checkpointId < 1 || checkpointId > checkpoints) {
            throw new IllegalArgumentException("Number was not given to a checkpoint: checkpointId=" + checkpointId);
        }
        files.computeIfAbsent(checkpointId, id -> new HashMap<>());
        String own = StoreNames.shared(checkpointId, name);
        if (shared.containsKey(own)) {
            throw new IOException("File exists: file=" + own);
        }
        shared.put(own, new byte[0]);
        return new InMemoryShared(own, bytes -> putShared(own, bytes));
    }

    private synchronized void putShared(String name, byte @Nullable [] bytes) {
        if (bytes == null) {
            shared.remove(name);
        } else {
            shared.put(name, bytes);
        }
    }

    @Override
    public synchronized boolean holds(SharedFile file) {
        byte[] bytes = shared.get(file.name());
        return named().contains(file) && bytes != null && bytes.length == file.bytes();
    }

    @Override
    public synchronized SharedReader openShared(SharedFile file) throws DamagedCheckpointException {
        return InMemoryShared.reader(verified(file));
    }

    private byte[] verified(SharedFile file) throws DamagedCheckpointException {
        byte[] bytes = shared.get(file.name());
        if (bytes == null || !InMemoryShared.described(file.name(), bytes).equals(file)) {
            throw new DamagedCheckpointException(file.name(), "File is not what was written: file=" + file.name());
        }
        return bytes;
    }

    private Set<SharedFile> named() {
        return decided.values().stream()
                .flatMap(manifest -> manifest.sharedFiles().stream())
                .collect(Collectors.toSet());
    }

    /** Only what is decided is left, and what may still be. */
    private void sweepShared() {
        Set<String> names = named().stream().map(SharedFile::name).collect(Collectors.toSet());
        shared.keySet()
                .removeIf(name -> !names.contains(name)
                        && !files.containsKey(StoreNames.writerOf(name).orElseThrow()));
    }

    /** Names of the shared files that there are. */
    synchronized Set<String> sharedNames() {
        return Set.copyOf(shared.keySet());
    }

    @Override
    public synchronized SnapshotReader open(long checkpointId, SnapshotFile file)
            throws IOException, DamagedCheckpointException {
        read(checkpointId);
        return verified(checkpointId, file).reader();
    }

    private InMemorySnapshot verified(long checkpointId, SnapshotFile file) throws DamagedCheckpointException {
        InMemorySnapshot snapshot = files.getOrDefault(checkpointId, Map.of()).get(file.name());
        if (snapshot == null || !snapshot.described(file.name()).equals(file)) {
            throw new DamagedCheckpointException(file.name(), "File is not what was written: file=" + file.name());
        }
        return snapshot;
    }

    @Override
    public synchronized void complete(Manifest manifest) throws IOException, DamagedCheckpointException {
        long id = manifest.checkpointId();
        if (!manifest.topology().equals(topology)) {
            throw new IllegalArgumentException("Manifest is of another topology: topology=" + manifest.topology());
        }
        requireUndecided(id);
        if (id < latest) {
            throw new IllegalStateException("Checkpoint is older than the latest: checkpointId=" + id);
        }
        for (Manifest.TaskEntry task : manifest.tasks()) {
            verified(id, task.file());
        }
        if (isSavepoint(manifest) && !manifest.sharedFiles().isEmpty()) {
            throw new IllegalArgumentException("Savepoint names shared files: checkpointId=" + id);
        }
        for (SharedFile file : manifest.sharedFiles()) {
            verified(file);
        }
        decided.put(id, manifest);
        latest = id;
    }

    @Override
    public synchronized void discard(long checkpointId) {
        requireUndecided(checkpointId);
        files.remove(checkpointId);
        sweepShared();
    }

    @Override
    public synchronized void retain(int kept) {
        if (kept < 1) {
            throw new IllegalArgumentException("Number of checkpoints to keep is too small: checkpoints=" + kept);
        }
        List<Long> gone = decided.descendingMap().values().stream()
                .filter(manifest -> !isSavepoint(manifest))
                .skip(kept)
                .map(Manifest::checkpointId)
                .filter(id -> id != latest)
                .toList();
        gone.forEach(this::delete);
    }

    @Override
    public synchronized void deleteSavepoint(long checkpointId) throws IOException {
        if (!isSavepoint(read(checkpointId)) || checkpointId == latest) {
            throw new IOException("Checkpoint is no savepoint, or the latest: checkpointId=" + checkpointId);
        }
        delete(checkpointId);
    }

    @Override
    public synchronized void finish() {
        latest = 0;
        List<Long> gone = decided.values().stream()
                .filter(manifest -> !isSavepoint(manifest))
                .map(Manifest::checkpointId)
                .toList();
        gone.forEach(this::delete);
    }

    private void delete(long checkpointId) {
        decided.remove(checkpointId);
        files.remove(checkpointId);
        sweepShared();
    }

    private static boolean isSavepoint(Manifest manifest) {
        return manifest.kind() == Manifest.Kind.SAVEPOINT;
    }

    private void requireUndecided(long checkpointId) {
        if (decided.containsKey(checkpointId)) {
            throw new IllegalStateException("Checkpoint is decided: checkpointId=" + checkpointId);
        }
    }

    @Override
    public void close() {}
}
