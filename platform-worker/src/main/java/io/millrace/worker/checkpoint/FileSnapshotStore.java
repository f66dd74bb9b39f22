package io.millrace.worker.checkpoint;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.Document;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/**
 * The folder of a {@link FileCheckpointStore} that another process has, on a disk that both see: for a process that runs some
 * of the tasks. It writes and reads snapshots and decides nothing.
 *
 * <p>Which checkpoint is restored is said by the other process, which has read it back and compared it. So the pointer is not
 * asked again: the manifest of a number is written once, before the decision, and guards itself. The sums in other files are
 * checked as far as they are read. The pointer is read only to find out which shared files are named. That may be wrong when
 * it is read from another place than where the leader decides; then the leader refuses the checkpoint.
 *
 * <p><b>Thread.</b> As the port says.
 */
public final class FileSnapshotStore implements SnapshotStore {

    private final Disk disk;
    private final String topology;
    private final FollowedPointer followed;
    private final SharedFolder shared;
    private final SharedReferences references;
    private final Attempts attempts;

    /** Uses the folder of a topology on a disk, where the pointer is too; it need not exist yet. */
    public FileSnapshotStore(Disk disk, String topology) {
        this(
                disk,
                topology,
                () -> {
                    TextFile file = new TextFile(
                            disk, topology + "/" + StoreNames.POINTER, new FileHeader(FileHeader.Kind.POINTER, 0));
                    return Pointer.parsed(file.location(), file.read());
                },
                Map::of);
    }

    /** Uses the folder of a topology on a disk, for a member of a cluster that keeps the pointer. */
    public FileSnapshotStore(Disk disk, String topology, Coordination coordination) {
        this(
                disk,
                topology,
                () -> {
                    String path = DocumentLedger.path(topology, StoreNames.POINTER);
                    String text = coordination.read(path).map(Document::content).orElse(null);
                    return text == null ? Pointer.empty(topology) : Pointer.parsed("document " + path, text);
                },
                () -> {
                    String path = DocumentLedger.path(topology, StoreNames.NUMBERS);
                    return coordination
                            .read(path)
                            .map(document -> Numbers.attempts(document.content()))
                            .orElse(Map.of());
                });
    }

    private FileSnapshotStore(Disk disk, String topology, FollowedPointer.Source source, Attempts attempts) {
        this.disk = disk;
        this.attempts = attempts;
        this.topology = StoreNames.checkedTopology(topology);
        this.followed = new FollowedPointer(source);
        this.shared = new SharedFolder(disk, topology);
        this.references =
                new SharedReferences(entry -> folder(entry.checkpointId()).readManifest(entry.checksum()));
    }

    @Override
    public Manifest read(long checkpointId) throws IOException, DamagedCheckpointException {
        try {
            return folder(checkpointId).readManifest();
        } catch (DamagedCheckpointException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                throw new IOException(
                        "Checkpoint is not there: checkpointId=" + checkpointId + ", folder=" + disk.locate(topology)
                                + "; give all executors the same folder, on a disk that all of them see",
                        e);
            }
            throw e;
        }
    }

    @Override
    public boolean isFollowed(int region, long attempt) throws IOException {
        return attempts.read().getOrDefault(region, 0L) > attempt;
    }

    @Override
    public SnapshotWriter create(long checkpointId, String file) throws IOException {
        StoreNames.checkedFile(file);
        followed.takesPart(checkpointId);
        CheckpointFolder folder = folder(checkpointId);
        folder.make();
        return folder.create(file);
    }

    @Override
    public SharedWriter share(long checkpointId, String name) throws IOException {
        followed.takesPart(checkpointId);
        return shared.create(checkpointId, name);
    }

    @Override
    public boolean holds(SharedFile file) throws IOException {
        return references.isNamed(file, followed.pointer()) && shared.isThere(file);
    }

    @Override
    public SharedReader openShared(SharedFile file) throws IOException, DamagedCheckpointException {
        return shared.open(file);
    }

    @Override
    public SnapshotReader open(long checkpointId, SnapshotFile file) throws IOException, DamagedCheckpointException {
        return folder(checkpointId).open(file);
    }

    /** Reads the last attempt of each region. */
    @FunctionalInterface
    private interface Attempts {

        Map<Integer, Long> read() throws IOException;
    }

    private CheckpointFolder folder(long checkpointId) {
        return new CheckpointFolder(disk, topology, checkpointId);
    }
}
