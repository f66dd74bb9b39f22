package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps checkpoints on a disk, in one folder for each topology: {@code lock}, {@code numbers}, {@code pointer}, and a folder
 * {@code chk-<number>} for each checkpoint with its files and its {@code manifest}; files that several checkpoints may name lie
 * in {@code shared}.
 *
 * <p>The pointer says which checkpoints there are. Everything else in the folder is either named by it, or left over and
 * deleted when the store is opened. So one atomic rename decides a checkpoint, and another takes it back before its files are
 * deleted.
 *
 * <p><b>Lifecycle.</b> Holds the folder from {@link #open} to {@link #close}; another process is refused meanwhile.
 *
 * <p><b>Thread.</b> As the port says. The pointer at hand is guarded by this object; files are read and written outside of
 * it.
 */
public final class FileCheckpointStore implements CheckpointStore {

    private static final Logger log = LoggerFactory.getLogger(FileCheckpointStore.class);

    private final Disk disk;
    private final String topology;
    private final Disk.Lock lock;
    private final TextFile pointerFile;
    private final Numbers numbers;
    private final SharedFolder shared;
    private final SharedReferences references;

    /** Checkpoints whose folder exists for good, and which are not decided. */
    private final Set<Long> begun = new HashSet<>();

    /** Numbers that were given in this life, until they are decided or discarded: other processes may write for them. */
    private final Set<Long> given = new HashSet<>();

    /** Checkpoints that no pointer names, and whose folder could not be deleted yet. */
    private final Set<Long> doomed = new HashSet<>();

    private Pointer pointer;

    /** Whether the pointer at hand is the one that a crash would leave. */
    private boolean isSettled;

    private boolean isClosed;

    private FileCheckpointStore(Disk disk, String topology, Disk.Lock lock)
            throws IOException, DamagedCheckpointException {
        this.disk = disk;
        this.topology = topology;
        this.lock = lock;
        this.pointer = Pointer.empty(topology);
        this.pointerFile = new TextFile(disk, path(StoreNames.POINTER), new FileHeader(FileHeader.Kind.POINTER, 0));
        this.shared = new SharedFolder(disk, topology);
        this.references =
                new SharedReferences(entry -> folder(entry.checkpointId()).readManifest(entry.checksum()));
        List<String> names = disk.list(topology);
        if (names.contains(StoreNames.SHARED)) {
            shared.found();
        }
        this.numbers = recoveredNumbers(names);
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
        Disk.Lock lock = disk.lock(topology + "/" + StoreNames.LOCK);
        boolean isOpen = false;
        try {
            FileCheckpointStore store = new FileCheckpointStore(disk, topology, lock);
            store.deleteLeftOvers();
            isOpen = true;
            return store;
        } finally {
            if (!isOpen) {
                lock.close();
            }
        }
    }

    /**
     * Numbers are the first file of a folder and the pointer is the second; both are there before any number is given. So
     * what is missing later was lost.
     */
    private Numbers recoveredNumbers(List<String> names) throws IOException, DamagedCheckpointException {
        disk.syncFolder(topology);
        TextFile file = new TextFile(disk, path(StoreNames.NUMBERS), new FileHeader(FileHeader.Kind.NUMBERS, 0));
        boolean hasPointer = names.contains(StoreNames.POINTER);
        boolean isNew = !hasPointer && names.stream().allMatch(FileCheckpointStore::isNoTrace);
        Numbers found = isNew ? Numbers.begin(file) : requireNumbers(file, names);
        if (!hasPointer && found.isUntouched()) {
            pointerFile.prepare(pointer.text());
            pointerFile.replace();
        } else if (!hasPointer) {
            throw Damage.of(pointerFile.location(), "is missing");
        }
        return found;
    }

    private static boolean isNoTrace(String name) {
        return !name.equals(StoreNames.NUMBERS)
                && !name.equals(StoreNames.SHARED)
                && StoreNames.checkpointId(name).isEmpty();
    }

    private static Numbers requireNumbers(TextFile file, List<String> names)
            throws IOException, DamagedCheckpointException {
        if (!names.contains(StoreNames.NUMBERS)) {
            throw Damage.of(file.location(), "is missing");
        }
        return Numbers.read(file);
    }

    private void deleteLeftOvers() throws IOException, DamagedCheckpointException {
        Pointer current = settled();
        for (String name : disk.list(topology)) {
            OptionalLong id = StoreNames.checkpointId(name);
            if (id.isPresent() && current.find(id.getAsLong()).isEmpty()) {
                log.debug("Deleting what an undecided checkpoint left: folder={}", disk.locate(path(name)));
                folder(id.getAsLong()).delete();
            }
        }
        sweepShared();
    }

    @Override
    public long nextAttempt() throws IOException {
        requireOpen();
        return numbers.nextAttempt();
    }

    @Override
    public synchronized long nextCheckpoint() throws IOException {
        requireOpen();
        long number = numbers.nextCheckpoint();
        given.add(number);
        return number;
    }

    @Override
    public Optional<Manifest> latest() throws IOException, DamagedCheckpointException {
        long latest = settled().latest();
        return latest == 0 ? Optional.empty() : Optional.of(read(latest));
    }

    @Override
    public Manifest read(long checkpointId) throws IOException, DamagedCheckpointException {
        Pointer.Entry entry = required(settled(), checkpointId);
        CheckpointFolder folder = folder(checkpointId);
        try {
            Manifest manifest = folder.readManifest(entry.checksum());
            folder.verify(manifest);
            shared.compare(manifest.sharedFiles());
            return manifest;
        } catch (DamagedCheckpointException e) {
            // It may have been deleted while it was read.
            required(settled(), checkpointId);
            throw e;
        }
    }

    @Override
    public List<StoredCheckpoint> list() throws IOException {
        List<StoredCheckpoint> stored = new ArrayList<>();
        for (Pointer.Entry entry : pointer().entries()) {
            stored.add(stored(entry));
        }
        Pointer current = pointer();
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
        CheckpointFolder folder = begin(checkpointId);
        return folder.create(file);
    }

    private synchronized CheckpointFolder begin(long checkpointId) throws IOException {
        requireUndecided(checkpointId);
        if (!numbers.isGivenToCheckpoint(checkpointId)) {
            throw new IllegalArgumentException("Number was not given to a checkpoint: checkpointId=" + checkpointId
                    + "; take it from nextCheckpoint");
        }
        CheckpointFolder folder = folder(checkpointId);
        if (!begun.contains(checkpointId)) {
            folder.make();
            begun.add(checkpointId);
        }
        return folder;
    }

    @Override
    public SharedWriter share(long checkpointId, String name) throws IOException {
        begin(checkpointId);
        return shared.create(checkpointId, name);
    }

    @Override
    public boolean holds(SharedFile file) throws IOException {
        return references.isNamed(file, pointer()) && shared.isThere(file);
    }

    @Override
    public SharedReader openShared(SharedFile file) throws IOException, DamagedCheckpointException {
        requireOpen();
        return shared.open(file);
    }

    @Override
    public SnapshotReader open(long checkpointId, SnapshotFile file) throws IOException, DamagedCheckpointException {
        required(settled(), checkpointId);
        return folder(checkpointId).open(file);
    }

    @Override
    public void complete(Manifest manifest) throws IOException, DamagedCheckpointException {
        long id = manifest.checkpointId();
        if (!manifest.topology().equals(topology)) {
            throw new IllegalArgumentException("Manifest is of another topology: topology=" + manifest.topology()
                    + ", expected=" + topology + "; use the store of that topology");
        }
        long latest = settled().latest();
        if (id < latest) {
            throw new IllegalStateException(
                    "Checkpoint is older than the latest: checkpointId=" + id + ", latest=" + latest + "; discard it");
        }
        CheckpointFolder folder = begin(id);
        folder.verify(manifest);
        settleShared(manifest);
        int checksum = folder.writeManifest(manifest);
        Pointer.Entry entry = new Pointer.Entry(id, manifest.kind() == Manifest.Kind.SAVEPOINT, checksum);
        decide(current -> current.with(entry));
        forget(id);
    }

    private void settleShared(Manifest manifest) throws IOException, DamagedCheckpointException {
        Set<SharedFile> files = manifest.sharedFiles();
        if (manifest.kind() == Manifest.Kind.SAVEPOINT && !files.isEmpty()) {
            throw new IllegalArgumentException("Savepoint names shared files: checkpointId=" + manifest.checkpointId()
                    + ", files=" + files.size() + "; write all of its state into its own");
        }
        if (!files.isEmpty()) {
            shared.settle(files, references.of(settled()).files());
        }
    }

    @Override
    public void discard(long checkpointId) throws IOException {
        requireUndecided(checkpointId);
        doom(List.of(checkpointId));
    }

    @Override
    public void retain(int checkpoints) throws IOException {
        if (checkpoints < 1) {
            throw new IllegalArgumentException(
                    "Number of checkpoints to keep is too small: checkpoints=" + checkpoints + "; keep at least 1");
        }
        drop(pointer().beyond(checkpoints));
    }

    @Override
    public void deleteSavepoint(long checkpointId) throws IOException {
        Pointer current = pointer();
        Pointer.Entry entry = required(current, checkpointId);
        if (!entry.isSavepoint() || current.latest() == checkpointId) {
            String fact = entry.isSavepoint() ? "is what a restart goes on from" : "is no savepoint";
            throw new IOException("Checkpoint " + fact + ": checkpointId=" + checkpointId
                    + "; wait for a later checkpoint, or let retention delete it");
        }
        drop(List.of(entry));
    }

    private void drop(List<Pointer.Entry> gone) throws IOException {
        if (!gone.isEmpty()) {
            decideUndamaged(current -> current.without(gone));
        }
        doom(gone.stream().map(Pointer.Entry::checkpointId).toList());
    }

    @Override
    public void finish() throws IOException {
        Pointer before = pointer();
        Pointer after = before.finished();
        if (!after.equals(before)) {
            decideUndamaged(current -> after);
        }
        doom(before.entries().stream()
                .filter(entry -> !entry.isSavepoint())
                .map(Pointer.Entry::checkpointId)
                .toList());
    }

    /** Deletes folders that no pointer names; those that stay are tried again next time. */
    private void doom(List<Long> gone) throws IOException {
        for (long id : nowDoomed(gone)) {
            folder(id).delete();
            buried(id);
        }
        sweepShared();
    }

    /** Deletes shared files that nobody names. While it cannot be told what is named, nothing is deleted. */
    private void sweepShared() throws IOException {
        if (!shared.isMade()) {
            return;
        }
        Pointer current;
        Set<Long> underWay;
        synchronized (this) {
            // Of a checkpoint that is being decided meanwhile, one of the two knows.
            current = pointer();
            underWay = new HashSet<>(begun);
            underWay.addAll(given);
        }
        SharedReferences.Named named = references.of(current);
        if (named.isComplete()) {
            shared.sweep(named.names(), underWay::contains);
        } else {
            log.debug("Shared files stay while it is not known who names them: folder={}", disk.locate(topology));
        }
    }

    private synchronized List<Long> nowDoomed(List<Long> gone) {
        doomed.addAll(gone);
        gone.forEach(begun::remove);
        gone.forEach(given::remove);
        return List.copyOf(doomed);
    }

    private synchronized void buried(long checkpointId) {
        doomed.remove(checkpointId);
    }

    private synchronized void forget(long decided) {
        begun.remove(decided);
        given.remove(decided);
    }

    /** Makes the next pointer the one that counts. If that fails behind the rename, it is read again before it is used. */
    private synchronized void decide(UnaryOperator<Pointer> step) throws IOException, DamagedCheckpointException {
        Pointer next = step.apply(settled());
        pointerFile.prepare(next.text());
        isSettled = false;
        pointerFile.replace();
        pointer = next;
        isSettled = true;
    }

    private void decideUndamaged(UnaryOperator<Pointer> step) throws IOException {
        try {
            decide(step);
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The pointer that a crash would leave, too. */
    private synchronized Pointer settled() throws IOException, DamagedCheckpointException {
        requireOpen();
        if (!isSettled) {
            disk.syncFolder(topology);
            Pointer found = Pointer.read(pointerFile);
            if (!found.topology().equals(topology)) {
                throw CheckpointFolder.otherTopology(pointerFile.location(), found.topology(), topology);
            }
            pointer = found;
            isSettled = true;
        }
        return pointer;
    }

    private Pointer pointer() throws IOException {
        try {
            return settled();
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void requireUndecided(long checkpointId) throws IOException {
        if (pointer().find(checkpointId).isPresent()) {
            throw new IllegalStateException("Checkpoint is decided: checkpointId=" + checkpointId
                    + "; let retention delete it, or take another number");
        }
    }

    private Pointer.Entry required(Pointer current, long checkpointId) throws IOException {
        return current.find(checkpointId)
                .orElseThrow(() -> new IOException("Checkpoint is not there: checkpointId=" + checkpointId + ", folder="
                        + disk.locate(topology) + "; choose one that is listed"));
    }

    private synchronized void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("Store of checkpoints is closed: folder=" + disk.locate(topology));
        }
    }

    private CheckpointFolder folder(long checkpointId) {
        return new CheckpointFolder(disk, topology, checkpointId);
    }

    private String path(String name) {
        return topology + "/" + name;
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            lock.close();
        }
    }
}
