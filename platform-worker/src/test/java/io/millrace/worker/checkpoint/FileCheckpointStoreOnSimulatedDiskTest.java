package io.millrace.worker.checkpoint;

class FileCheckpointStoreOnSimulatedDiskTest extends CheckpointStoreContract {

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Override
    CheckpointStore open() throws Exception {
        return FileCheckpointStore.open(disk, Checkpoints.TOPOLOGY);
    }
}
