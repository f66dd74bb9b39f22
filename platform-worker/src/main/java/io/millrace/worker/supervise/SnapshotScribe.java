package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.SnapshotFile;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.checkpoint.SnapshotWriter;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes the snapshots of one checkpoint, one after the other, a little at a time.
 *
 * <p><b>Thread.</b> Owned by the supervisor, or by whoever stands for it in another process.
 */
public final class SnapshotScribe {

    /** Pages that are written in one go. */
    private static final int PAGES_PER_CALL = 64;

    private final long checkpointId;
    private final SnapshotStore store;
    private final @Nullable SnapshotStore sharing;
    private final Deque<TaskSnapshot> unwritten = new ArrayDeque<>();
    private @Nullable SnapshotWriter writer;

    /**
     * Makes a scribe that has nothing to do.
     *
     * @param kind a savepoint has to outlive everything else, and to be read by any backend: it shares no file
     */
    public SnapshotScribe(long checkpointId, Manifest.Kind kind, SnapshotStore store) {
        this.checkpointId = checkpointId;
        this.store = store;
        this.sharing = kind == Manifest.Kind.SAVEPOINT ? null : store;
    }

    /** Takes a snapshot. */
    public void add(TaskSnapshot snapshot) {
        unwritten.add(snapshot);
        holdFiles();
    }

    /** Whether something is to be written. */
    public boolean hasWork() {
        return !unwritten.isEmpty();
    }

    /** Writes some pages; there must be work. Returns the snapshot if it is complete with them, else null. */
    public @Nullable WrittenSnapshot writeSome() throws IOException {
        TaskSnapshot snapshot = unwritten.getFirst();
        holdFiles();
        SnapshotWriter out = writer;
        if (out == null) {
            out = store.create(checkpointId, snapshot.task().file());
            writer = out;
        }
        for (int i = 0; i < PAGES_PER_CALL; i++) {
            if (!snapshot.writeSome(out, sharing)) {
                WrittenSnapshot written = written(snapshot, out.finish());
                writer = null;
                unwritten.removeFirst();
                return written;
            }
        }
        return null;
    }

    /** Gives up what is being written and what waits. */
    public void abandon() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
        unwritten.forEach(TaskSnapshot::abandon);
        unwritten.clear();
    }

    private WrittenSnapshot written(TaskSnapshot snapshot, SnapshotFile file) {
        TaskId task = snapshot.task();
        Manifest.TaskEntry entry = new Manifest.TaskEntry(
                task.stage(),
                task.operators(),
                task.task(),
                task.parallelism(),
                snapshot.isEnded(),
                file,
                snapshot.shared());
        return new WrittenSnapshot(
                checkpointId, entry, snapshot.times(), snapshot.transactions(), snapshot.bytesByOperator());
    }

    /** Of all tasks: when the turn of the last one has come, its files may hold more than they are to. */
    private void holdFiles() {
        if (sharing != null) {
            unwritten.forEach(TaskSnapshot::tryHoldFiles);
        }
    }
}
