package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * The folder of a {@link FileCheckpointStore} that another process holds, on a disk that both see: for a process that runs
 * some of the tasks. It writes and reads snapshots and decides nothing.
 *
 * <p>What it reads was read back and compared by the other process when it chose it; here the sums in the files are checked
 * as far as they are read.
 *
 * <p><b>Thread.</b> As the port says. Keeps nothing of what the other process may change.
 */
public final class FileSnapshotStore implements SnapshotStore {

    private final Disk disk;
    private final String topology;
    private final TextFile pointerFile;
    private final SharedFolder shared;
    private final SharedReferences references;

    /** Uses the folder of a topology on a disk; it need not exist yet. */
    public FileSnapshotStore(Disk disk, String topology) {
        this.disk = disk;
        this.topology = StoreNames.checkedTopology(topology);
        this.pointerFile =
                new TextFile(disk, topology + "/" + StoreNames.POINTER, new FileHeader(FileHeader.Kind.POINTER, 0));
        this.shared = new SharedFolder(disk, topology);
        this.references =
                new SharedReferences(entry -> folder(entry.checkpointId()).readManifest(entry.checksum()));
    }

    @Override
    public Manifest read(long checkpointId) throws IOException, DamagedCheckpointException {
        return folder(checkpointId).readManifest(required(checkpointId).checksum());
    }

    @Override
    public SnapshotWriter create(long checkpointId, String file) throws IOException {
        StoreNames.checkedFile(file);
        CheckpointFolder folder = folder(checkpointId);
        folder.make();
        return folder.create(file);
    }

    @Override
    public SharedWriter share(long checkpointId, String name) throws IOException {
        return shared.create(checkpointId, name);
    }

    @Override
    public boolean holds(SharedFile file) throws IOException {
        return references.isNamed(file, pointer()) && shared.isThere(file);
    }

    @Override
    public SharedReader openShared(SharedFile file) throws IOException, DamagedCheckpointException {
        return shared.open(file);
    }

    @Override
    public SnapshotReader open(long checkpointId, SnapshotFile file) throws IOException, DamagedCheckpointException {
        required(checkpointId);
        return folder(checkpointId).open(file);
    }

    private Pointer.Entry required(long checkpointId) throws IOException {
        return pointer()
                .find(checkpointId)
                .orElseThrow(() -> new IOException(
                        "Checkpoint is not there: checkpointId=" + checkpointId + ", folder=" + disk.locate(topology)
                                + "; give all executors the same folder, on a disk that all of them see"));
    }

    private Pointer pointer() throws IOException {
        try {
            return Pointer.read(pointerFile);
        } catch (DamagedCheckpointException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private CheckpointFolder folder(long checkpointId) {
        return new CheckpointFolder(disk, topology, checkpointId);
    }
}
