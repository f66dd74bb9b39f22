package io.millrace.worker.checkpoint;

class InMemoryCheckpointStoreTest extends CheckpointStoreContract {

    private InMemoryCheckpointStore store = new InMemoryCheckpointStore(Checkpoints.TOPOLOGY);

    @Override
    CheckpointStore open() {
        store = store.reopened();
        return store;
    }
}
