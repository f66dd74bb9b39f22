package io.millrace.worker.autoconfigure;

import io.millrace.cluster.Coordination;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.FileSnapshotStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.checkpoint.SharedFolderProbe;
import io.millrace.worker.supervise.SupervisorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the topologies of an application keep their checkpoints: {@code checkpoints} in the data folder or a folder of its own, with a folder for
 * each topology in it. Only its user can read it. It is made when the first topology needs it.
 *
 * <p><b>Thread.</b> Any.
 */
final class CheckpointFolder {

    private static final String NAME = "checkpoints";
    private static final String PRIVATE = "rwx------";

    private final Path parent;
    private final Path folder;
    private final Function<Topology, SupervisorSettings> settings;

    /**
     * Names a folder.
     *
     * @param own the folder itself, or null for one in the data folder
     * @param settings how a topology is kept alive
     */
    CheckpointFolder(Path dataFolder, @Nullable Path own, Function<Topology, SupervisorSettings> settings) {
        this.folder =
                (own == null ? dataFolder.resolve(NAME) : own).toAbsolutePath().normalize();
        this.parent = own == null ? dataFolder.toAbsolutePath().normalize() : folder;
        this.settings = settings;
    }

    /** Whether a topology keeps anything at all. */
    static boolean isNeededBy(Topology topology) {
        return topology.checkpointing().guarantee() != Guarantee.AT_MOST_ONCE;
    }

    /** How a topology is kept alive. */
    SupervisorSettings settings(Topology topology) {
        return settings.apply(topology);
    }

    /** Whether anything was ever kept of a topology. */
    boolean holds(Topology topology) {
        return Files.isDirectory(folder.resolve(topology.name()));
    }

    /**
     * Takes the folder of a topology.
     *
     * @throws CheckpointFolderException if it cannot be used
     */
    FileCheckpointStore open(Topology topology) {
        try {
            return FileCheckpointStore.open(made(), topology.name());
        } catch (IOException | DamagedCheckpointException e) {
            throw new CheckpointFolderException(topology.name(), folder.resolve(topology.name()), e);
        }
    }

    /** Takes the folder of a topology as the leader of an epoch. */
    FileCheckpointStore open(Topology topology, Coordination coordination, long epoch)
            throws IOException, DamagedCheckpointException {
        return FileCheckpointStore.open(made(), topology.name(), coordination, epoch);
    }

    /** The folder of a topology, for a member of a cluster. */
    FileSnapshotStore snapshots(Topology topology, Coordination coordination) throws IOException {
        return new FileSnapshotStore(made(), topology.name(), coordination);
    }

    /** Finds out whether all members of a cluster see the folder of a topology. */
    SharedFolderProbe probe(Topology topology) throws IOException {
        return new SharedFolderProbe(made(), topology.name());
    }

    /**
     * Makes the folder if it is not there yet.
     *
     * @throws IOException if it cannot be made, is no folder, or cannot be written to
     */
    void make() throws IOException {
        made();
    }

    private NioDisk made() throws IOException {
        if (!Files.exists(parent)) {
            makeParent();
            makePrivate(parent);
        }
        boolean isNew = !Files.exists(folder);
        NioDisk disk = NioDisk.at(folder);
        if (isNew || !parent.equals(folder)) {
            makePrivate(folder);
        }
        return disk;
    }

    /** Exceptions of the JDK say no more than a path. */
    private void makeParent() throws IOException {
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw new IOException(
                    "Folder of checkpoints cannot be made: folder=" + folder + ", user="
                            + System.getProperty("user.name") + ", cause=" + e
                            + "; let this user make it, or name another",
                    e);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PRIVATE));
        }
    }
}
