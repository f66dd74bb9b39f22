package io.millrace.benchmark.killed;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SharedFile;
import io.millrace.worker.checkpoint.SharedReader;
import io.millrace.worker.checkpoint.SharedWriter;
import io.millrace.worker.checkpoint.SnapshotFile;
import io.millrace.worker.checkpoint.SnapshotReader;
import io.millrace.worker.checkpoint.SnapshotWriter;
import io.millrace.worker.checkpoint.StoredCheckpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in which the process may die. */
record HaltingStore(CheckpointStore store, Fault fault, Commits commits) implements CheckpointStore {

    @Override
    public long nextAttempt(int region) throws IOException {
        return store.nextAttempt(region);
    }

    @Override
    public Map<Integer, Long> attempts() throws IOException {
        return store.attempts();
    }

    @Override
    public long latestId() throws IOException {
        return store.latestId();
    }

    @Override
    public long nextCheckpoint() throws IOException {
        return store.nextCheckpoint();
    }

    @Override
    public Optional<Manifest> latest() throws IOException, DamagedCheckpointException {
        return store.latest();
    }

    @Override
    public Manifest read(long checkpointId) throws IOException, DamagedCheckpointException {
        return store.read(checkpointId);
    }

    @Override
    public List<StoredCheckpoint> list() throws IOException {
        return store.list();
    }

    @Override
    public SnapshotWriter create(long checkpointId, String file) throws IOException {
        return new HaltingWriter(store.create(checkpointId, file), fault);
    }

    @Override
    public SharedWriter share(long checkpointId, String name) throws IOException {
        return store.share(checkpointId, name);
    }

    @Override
    public boolean holds(SharedFile file) throws IOException {
        return store.holds(file);
    }

    @Override
    public SharedReader openShared(SharedFile file) throws IOException, DamagedCheckpointException {
        return store.openShared(file);
    }

    @Override
    public SnapshotReader open(long checkpointId, SnapshotFile file) throws IOException, DamagedCheckpointException {
        SnapshotReader reader = store.open(checkpointId, file);
        fault.reach(FaultPoint.RESTORING_STATE);
        return reader;
    }

    @Override
    public void complete(Manifest manifest) throws IOException, DamagedCheckpointException {
        fault.reach(FaultPoint.BEFORE_DECISION);
        store.complete(manifest);
        commits.begin();
        fault.reach(FaultPoint.AFTER_DECISION);
    }

    @Override
    public void discard(long checkpointId) throws IOException {
        store.discard(checkpointId);
    }

    @Override
    public void retain(int checkpoints) throws IOException {
        store.retain(checkpoints);
    }

    @Override
    public void deleteSavepoint(long checkpointId) throws IOException {
        store.deleteSavepoint(checkpointId);
    }

    @Override
    public void finish() throws IOException {
        store.finish();
    }

    @Override
    public void close() {
        store.close();
    }

    private record HaltingWriter(SnapshotWriter writer, Fault fault) implements SnapshotWriter {

        @Override
        public int section(Section section) throws IOException {
            return writer.section(section);
        }

        @Override
        public void block(int section, byte[] bytes, int offset, int length, int entries) throws IOException {
            writer.block(section, bytes, offset, length, entries);
            fault.reach(FaultPoint.WRITING_SNAPSHOT);
        }

        @Override
        public long bytes() {
            return writer.bytes();
        }

        @Override
        public SnapshotFile finish() throws IOException {
            return writer.finish();
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
