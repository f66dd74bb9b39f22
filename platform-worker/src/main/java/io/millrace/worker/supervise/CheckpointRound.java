package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.SnapshotFile;
import io.millrace.worker.checkpoint.SnapshotWriter;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One checkpoint on its way: collects the snapshots of the tasks and writes them, one after the other, a little at a time.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class CheckpointRound {

    /** Pages that are written in one go. */
    private static final int PAGES_PER_CALL = 64;

    private final long id;
    private final Manifest.Kind kind;
    private final CheckpointStore store;
    private final long startedMillis;
    private final Set<TaskId> missing = new LinkedHashSet<>();
    private final Deque<TaskSnapshot> unwritten = new ArrayDeque<>();
    private final List<Manifest.TaskEntry> written = new ArrayList<>();
    private @Nullable SnapshotWriter writer;
    private long alignmentNanos;
    private long freezeNanos;
    private long firstWriteMillis = -1;
    private int transactions;
    private final Map<String, Long> stateBytes = new TreeMap<>();
    private String slowestTask = "";

    CheckpointRound(long id, Manifest.Kind kind, CheckpointStore store, Collection<TaskId> tasks, long nowMillis) {
        this.id = id;
        this.kind = kind;
        this.store = store;
        this.startedMillis = nowMillis;
        missing.addAll(tasks);
    }

    long id() {
        return id;
    }

    Manifest.Kind kind() {
        return kind;
    }

    long startedMillis() {
        return startedMillis;
    }

    /** Tasks whose snapshots have not come, at most so many. */
    List<String> missing(int max) {
        return missing.stream().limit(max).map(TaskId::toString).toList();
    }

    /** Takes the snapshot of a task. */
    void add(TaskSnapshot snapshot) {
        if (missing.remove(snapshot.task())) {
            unwritten.add(snapshot);
            alignmentNanos = Math.max(alignmentNanos, snapshot.times().alignmentNanos());
            freezeNanos = Math.max(freezeNanos, snapshot.times().freezeNanos());
            transactions += snapshot.transactions();
            holdFiles();
            slowestTask = snapshot.task().toString();
        }
    }

    boolean hasWork() {
        return !unwritten.isEmpty();
    }

    /** Whether all snapshots have come and are written. */
    boolean isWritten() {
        return missing.isEmpty() && unwritten.isEmpty();
    }

    /** Writes some pages. */
    void writeSome(long nowMillis) throws IOException {
        TaskSnapshot snapshot = unwritten.getFirst();
        holdFiles();
        SnapshotWriter out = writer;
        if (out == null) {
            firstWriteMillis = firstWriteMillis < 0 ? nowMillis : firstWriteMillis;
            out = store.create(id, snapshot.task().file());
            writer = out;
        }
        for (int i = 0; i < PAGES_PER_CALL; i++) {
            if (!snapshot.writeSome(out, sharing())) {
                SnapshotFile file = out.finish();
                snapshot.bytesByOperator().forEach((operator, bytes) -> stateBytes.merge(operator, bytes, Long::sum));
                TaskId task = snapshot.task();
                written.add(new Manifest.TaskEntry(
                        task.stage(),
                        task.operators(),
                        task.task(),
                        task.parallelism(),
                        snapshot.isEnded(),
                        file,
                        snapshot.shared()));
                writer = null;
                unwritten.removeFirst();
                return;
            }
        }
    }

    /** Decides it. */
    Manifest complete(String topology, int keyGroups, long attempt, Map<String, String> properties, long nowMillis)
            throws IOException, DamagedCheckpointException {
        Manifest manifest =
                new Manifest(id, kind, topology, keyGroups, nowMillis, attempt, transactions, properties, written);
        store.complete(manifest);
        return manifest;
    }

    /** Gives it up. */
    void abandon() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
        unwritten.forEach(TaskSnapshot::abandon);
        unwritten.clear();
    }

    /** Of all tasks: when the turn of the last one has come, its files may hold more than they are to. */
    private void holdFiles() {
        if (sharing() != null) {
            unwritten.forEach(TaskSnapshot::tryHoldFiles);
        }
    }

    /** A savepoint has to outlive everything else, and to be read by any backend: it shares nothing. */
    private @Nullable CheckpointStore sharing() {
        return kind == Manifest.Kind.SAVEPOINT ? null : store;
    }

    /** What there is to say of it when it has been decided. */
    CheckpointStatistics.Round summary(Manifest manifest, long nowMillis) {
        long writeMillis = firstWriteMillis < 0 ? 0 : nowMillis - firstWriteMillis;
        return new CheckpointStatistics.Round(
                id,
                kind,
                startedMillis,
                alignmentNanos,
                freezeNanos,
                writeMillis,
                manifest.bytes(),
                manifest.addedBytes(),
                slowestTask,
                transactions,
                Map.copyOf(stateBytes));
    }
}
