package io.millrace.worker.checkpoint;

class FileCheckpointStoreInClusterTest extends CheckpointStoreContract {

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final SimulatedCoordination coordination = new SimulatedCoordination(1);

    @Override
    CheckpointStore open() throws Exception {
        return FileCheckpointStore.open(disk, Checkpoints.TOPOLOGY, coordination, coordination.elect());
    }
}
