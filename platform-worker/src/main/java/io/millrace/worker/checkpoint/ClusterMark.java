package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/**
 * The files that say of a folder of checkpoints that it belongs to a cluster, and to which.
 *
 * <p><b>Thread.</b> Keeps nothing.
 */
final class ClusterMark {

    private static final FileHeader HEADER = new FileHeader(FileHeader.Kind.CLUSTER, 0);

    private final Disk disk;
    private final String topology;

    ClusterMark(Disk disk, String topology) {
        this.disk = disk;
        this.topology = topology;
    }

    String location() {
        return disk.locate(path(StoreNames.CLUSTER));
    }

    /** From now on the folder belongs to a cluster. Only that the file is there says something. */
    void begin() throws IOException {
        try (Disk.Output output = disk.create(path(StoreNames.CLUSTER_BEGUN))) {
            output.sync();
        } catch (FileAlreadyExistsException there) {
            // An earlier try has come so far.
        }
        disk.syncFolder(topology);
    }

    String read() throws IOException, DamagedCheckpointException {
        return new TextFile(disk, path(StoreNames.CLUSTER), HEADER).read();
    }

    /**
     * Says to which cluster it belongs. Leaders that do this at the same time write the same, and each a file of its own, which
     * is whole before it gets the name.
     */
    void write(String identity, long epoch) throws IOException, DamagedCheckpointException {
        String own = path(StoreNames.CLUSTER + "." + epoch);
        new TextFile(disk, own, HEADER).write(identity);
        disk.rename(own, path(StoreNames.CLUSTER));
        disk.syncFolder(topology);
    }

    private String path(String name) {
        return topology + "/" + name;
    }
}
