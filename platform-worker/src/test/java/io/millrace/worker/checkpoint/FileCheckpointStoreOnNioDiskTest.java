package io.millrace.worker.checkpoint;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointStoreOnNioDiskTest extends CheckpointStoreContract {

    @TempDir
    private Path folder;

    @Override
    CheckpointStore open() throws Exception {
        return FileCheckpointStore.open(NioDisk.at(folder), Checkpoints.TOPOLOGY);
    }
}
