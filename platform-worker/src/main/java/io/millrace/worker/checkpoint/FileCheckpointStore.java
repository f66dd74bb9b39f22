package io.millrace.worker.checkpoint;

import io.millrace.cluster.Coordination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps checkpoints on a disk, in one folder for each topology: a folder {@code chk-<number>} for each checkpoint with its
 * files and its {@code manifest}; files that several checkpoints may name lie in {@code shared}. What decides is kept by a
 * {@link Ledger}, here in the same folder.
 *
 * <p>The pointer says which checkpoints there are. Everything else in the folder is either named by it, or left over and
 * deleted when the store is opened. So one atomic replacement decides a checkpoint, and another takes it back before its files
 * are deleted.
 *
 * <p><b>Lifecycle.</b> Holds the folder from {@link #open} to {@link #close}; another process is refused meanwhile.
 *
 * <p><b>Thread.</b> As the port says.
 */
public final class FileCheckpointStore implements CheckpointStore {

    private static final Logger log = LoggerFactory.getLogger(FileCheckpointStore.class);

    private final Disk disk;
    private final String topology;
    private final Decisions decisions;
    private final Numbers numbers;
    private final UnderWay underWay;
    private final SharedFolder shared;
    private final SharedReferences references;

    private FileCheckpointStore(Disk disk, String topology, Ledger ledger)
            throws IOException, DamagedCheckpointException {
        this.disk = disk;
        this.topology = topology;
        this.decisions = new Decisions(ledger, topology, disk.locate(topology));
        this.shared = new SharedFolder(disk, topology);
        this.references =
                new SharedReferences(entry -> folder(entry.checkpointId()).readManifest(entry.checksum()));
        this.numbers = Numbers.of(ledger.numbers());
        this.underWay = new UnderWay(numbers);
    }

    /**
     * Opens the folder of a topology, or makes it, and deletes what undecided checkpoints have left in it.
     *
     * @throws DamagedCheckpointException if it cannot be told which checkpoints there are, or which numbers were given; then
     *     nothing is deleted
     * @throws IOException if the folder cannot be used, somebody else uses it, or a newer release wrote it
     */
    public static FileCheckpointStore open(Disk disk, String topology) throws IOException, DamagedCheckpointException {
        disk.makeFolder(StoreNames.checkedTopology(topology));
        disk.syncFolder("");
        return open(disk, topology, FileLedger.open(disk, topology));
    }

    /**
     * Opens the folder of a topology on a disk that all members of a cluster see, as the leader of an epoch. What is decided is
     * kept by the cluster. What a single process has kept in the folder is gone on with; such a process is refused from then
     * on.
     *
     * @throws DamagedCheckpointException if documents of the cluster are missing that were there; then nothing is deleted
     * @throws NotLeaderException if a later epoch has begun; every call that decides, {@link #latest}, and every call that finds
     *     files missing, may throw it later too
     * @throws IOException if the folder is not the one that the cluster used before, a single process uses it, or folder or
     *     documents cannot be used now
     */
    public static FileCheckpointStore open(Disk disk, String topology, Coordination coordination, long epoch)
            throws IOException, DamagedCheckpointException {
        disk.makeFolder(StoreNames.checkedTopology(topology));
        disk.syncFolder("");
        return open(disk, topology, DocumentLedger.open(disk, topology, coordination, epoch));
    }

    private static FileCheckpointStore open(Disk disk, String topology, Ledger ledger)
            throws IOException, DamagedCheckpointException {
        boolean isOpen = false;
        try {
            FileCheckpointStore store = new FileCheckpointStore(disk, topology, ledger);
            store.deleteLeftOvers();
            isOpen = true;
            return store;
        } finally {
            if (!isOpen) {
                ledger.close();
            }
        }
    }

    private void deleteLeftOvers() throws IOException, DamagedCheckpointException {
        Pointer current = decisions.settled();
        List<Long> left = new ArrayList<>();
        for (String name : disk.list(topology)) {
            OptionalLong id = StoreNames.checkpointId(name);
            if (id.isPresent()
                    && numbers.isOfBefore(id.getAsLong())
                    && current.find(id.getAsLong()).isEmpty()) {
                left.add(id.getAsLong());
            }
            if (name.equals(StoreNames.SHARED)) {
                shared.found();
            }
        }
        log.debug("Deleting what undecided checkpoints left: folder={}, checkpoints={}", disk.locate(topology), left);
        IOException fault = delete(left);
        if (fault != null) {
            log.warn("What undecided checkpoints left cannot be deleted yet: folder={}", disk.locate(topology), fault);
        }
        sweepShared();
    }

    @Override
    public long nextAttempt(int region) throws IOException {
        decisions.requireOpen();
        return numbers.nextAttempt(region);
    }

    @Override
    public Map<Integer, Long> attempts() throws IOException {
        decisions.requireOpen();
        return numbers.attempts();
    }

    @Override
    public long latestId() throws IOException {
        return decisions.pointer().latest();
    }

    @Override
    public long nextCheckpoint() throws IOException {
        decisions.requireOpen();
        return underWay.next();
    }

    @Override
    public Optional<Manifest> latest() throws IOException, DamagedCheckpointException {
        // Sinks give up what is newer than that: only who still has the ledger may say it.
        decisions.doubt();
        long latest = decisions.settled().latest();
        return latest == 0 ? Optional.empty() : Optional.of(read(latest));
    }

    @Override
    public Manifest read(long checkpointId) throws IOException, DamagedCheckpointException {
        Pointer.Entry entry = decisions.required(decisions.settled(), checkpointId);
        CheckpointFolder folder = folder(checkpointId);
        try {
            Manifest manifest = folder.readManifest(entry.checksum());
            folder.verify(manifest);
            shared.compare(manifest.sharedFiles());
            return manifest;
        } catch (DamagedCheckpointException e) {
            // It may have been deleted while it was read; if by a later leader, that is said here.
            decisions.doubt();
            decisions.required(decisions.settled(), checkpointId);
            throw e;
        }
    }

    @Override
    public List<StoredCheckpoint> list() throws IOException {
        List<StoredCheckpoint> stored = new ArrayList<>();
        for (Pointer.Entry entry : decisions.pointer().entries()) {
            stored.add(stored(entry));
        }
        Pointer current = decisions.pointer();
        stored.removeIf(checkpoint -> current.find(checkpoint.checkpointId()).isEmpty());
        return stored;
    }

    private StoredCheckpoint stored(Pointer.Entry entry) {
        long id = entry.checkpointId();
        try {
            return new StoredCheckpoint(id, folder(id).readManifest(entry.checksum()), null);
        } catch (IOException | DamagedCheckpointException e) {
            return new StoredCheckpoint(id, null, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public SnapshotWriter create(long checkpointId, String file) throws IOException {
        StoreNames.checkedFile(file);
        return begin(checkpointId).create(file);
    }

    private CheckpointFolder begin(long checkpointId) throws IOException {
        decisions.requireUndecided(checkpointId);
        CheckpointFolder folder = folder(checkpointId);
        underWay.begin(checkpointId, folder);
        return folder;
    }

    @Override
    public SharedWriter share(long checkpointId, String name) throws IOException {
        begin(checkpointId);
        return shared.create(checkpointId, name);
    }

    @Override
    public boolean holds(SharedFile file) throws IOException {
        return references.isNamed(file, decisions.pointer()) && shared.isThere(file);
    }

    @Override
    public SharedReader openShared(SharedFile file) throws IOException, DamagedCheckpointException {
        decisions.requireOpen();
        return shared.open(file);
    }

    @Override
    public SnapshotReader open(long checkpointId, SnapshotFile file) throws IOException, DamagedCheckpointException {
        decisions.required(decisions.settled(), checkpointId);
        return folder(checkpointId).open(file);
    }

    @Override
    public void complete(Manifest manifest) throws IOException, DamagedCheckpointException {
        long id = manifest.checkpointId();
        if (!manifest.topology().equals(topology)) {
            throw new IllegalArgumentException("Manifest is of another topology: topology=" + manifest.topology()
                    + ", expected=" + topology + "; use the store of that topology");
        }
        long latest = decisions.settled().latest();
        if (id < latest) {
            throw new IllegalStateException(
                    "Checkpoint is older than the latest: checkpointId=" + id + ", latest=" + latest + "; discard it");
        }
        folder(id).verify(manifest);
        CheckpointFolder folder = begin(id);
        settleShared(manifest);
        int checksum = folder.writeManifest(manifest);
        Pointer.Entry entry = new Pointer.Entry(id, manifest.kind() == Manifest.Kind.SAVEPOINT, checksum);
        decisions.decide(current -> current.with(entry));
        underWay.forget(id);
    }

    private void settleShared(Manifest manifest) throws IOException, DamagedCheckpointException {
        Set<SharedFile> files = manifest.sharedFiles();
        if (manifest.kind() == Manifest.Kind.SAVEPOINT && !files.isEmpty()) {
            throw new IllegalArgumentException("Savepoint names shared files: checkpointId=" + manifest.checkpointId()
                    + ", files=" + files.size() + "; write all of its state into its own");
        }
        if (!files.isEmpty()) {
            shared.settle(
                    manifest.checkpointId(),
                    files,
                    references.of(decisions.settled()).files());
        }
    }

    @Override
    public void discard(long checkpointId) throws IOException {
        decisions.requireUndecided(checkpointId);
        underWay.requireGiven(checkpointId);
        doom(List.of(checkpointId));
    }

    @Override
    public void retain(int checkpoints) throws IOException {
        if (checkpoints < 1) {
            throw new IllegalArgumentException(
                    "Number of checkpoints to keep is too small: checkpoints=" + checkpoints + "; keep at least 1");
        }
        drop(decisions.pointer().beyond(checkpoints));
    }

    @Override
    public void deleteSavepoint(long checkpointId) throws IOException {
        Pointer current = decisions.pointer();
        Pointer.Entry entry = decisions.required(current, checkpointId);
        if (!entry.isSavepoint() || current.latest() == checkpointId) {
            String fact = entry.isSavepoint() ? "is what a restart goes on from" : "is no savepoint";
            throw new IOException("Checkpoint " + fact + ": checkpointId=" + checkpointId
                    + "; wait for a later checkpoint, or let retention delete it");
        }
        drop(List.of(entry));
    }

    private void drop(List<Pointer.Entry> gone) throws IOException {
        if (!gone.isEmpty()) {
            decisions.decideUndamaged(current -> current.without(gone));
        }
        doom(gone.stream().map(Pointer.Entry::checkpointId).toList());
    }

    @Override
    public void finish() throws IOException {
        Pointer before = decisions.pointer();
        Pointer after = before.finished();
        if (!after.equals(before)) {
            decisions.decideUndamaged(current -> after);
        }
        doom(before.entries().stream()
                .filter(entry -> !entry.isSavepoint())
                .map(Pointer.Entry::checkpointId)
                .toList());
    }

    private void doom(List<Long> gone) throws IOException {
        IOException fault = delete(gone);
        sweepShared();
        if (fault != null) {
            throw fault;
        }
    }

    /** Deletes folders that no pointer names; those that stay are tried again next time. Yields a reason why some stay. */
    private @Nullable IOException delete(List<Long> gone) {
        IOException fault = null;
        for (long id : underWay.doom(gone)) {
            try {
                folder(id).delete();
                underWay.bury(id);
            } catch (IOException e) {
                // Of a checkpoint that came to nothing, a member that does not know yet may be writing.
                fault = e;
            }
        }
        return fault;
    }

    /** Deletes shared files that nobody names. While it cannot be told what is named, nothing is deleted. */
    private void sweepShared() throws IOException {
        if (!shared.isMade()) {
            return;
        }
        // In this order: of a checkpoint that is being decided meanwhile, one of the two knows.
        LongPredicate isOver = underWay.over();
        SharedReferences.Named named = references.of(decisions.pointer());
        if (named.isComplete()) {
            shared.sweep(named.names(), isOver);
        } else {
            log.debug("Shared files stay while it is not known who names them: folder={}", disk.locate(topology));
        }
    }

    private CheckpointFolder folder(long checkpointId) {
        return new CheckpointFolder(disk, topology, checkpointId);
    }

    @Override
    public void close() {
        decisions.close();
    }
}
