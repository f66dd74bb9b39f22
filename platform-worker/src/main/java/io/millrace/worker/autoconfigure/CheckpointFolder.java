package io.millrace.worker.autoconfigure;

import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.SupervisorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;

/**
 * Where the topologies of an application keep their checkpoints: {@code checkpoints} in the data folder, with a folder for
 * each topology in it. Only its user can read it. It is made when the first topology needs it.
 *
 * <p><b>Thread.</b> Any.
 */
final class CheckpointFolder {

    private static final String NAME = "checkpoints";
    private static final String PRIVATE = "rwx------";

    private final Path dataFolder;
    private final Function<Topology, SupervisorSettings> settings;

    /**
     * Names a folder.
     *
     * @param settings how a topology is kept alive
     */
    CheckpointFolder(Path dataFolder, Function<Topology, SupervisorSettings> settings) {
        this.dataFolder = dataFolder;
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
        return Files.isDirectory(dataFolder.resolve(NAME).resolve(topology.name()));
    }

    /**
     * Takes the folder of a topology.
     *
     * @throws CheckpointFolderException if it cannot be used
     */
    FileCheckpointStore open(Topology topology) {
        Path folder = dataFolder.toAbsolutePath().normalize().resolve(NAME);
        try {
            return FileCheckpointStore.open(made(folder), topology.name());
        } catch (IOException | DamagedCheckpointException e) {
            throw new CheckpointFolderException(topology.name(), folder.resolve(topology.name()), e);
        }
    }

    private NioDisk made(Path folder) throws IOException {
        Path parent = dataFolder.toAbsolutePath().normalize();
        if (!Files.exists(parent)) {
            Files.createDirectories(parent);
            makePrivate(parent);
        }
        NioDisk disk = NioDisk.at(folder);
        makePrivate(folder);
        return disk;
    }

    private static void makePrivate(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(PRIVATE));
        }
    }
}
