package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One checkpoint on its way: collects the snapshots of the tasks, has those of this process written, and hears of the others
 * when they have been.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class CheckpointRound {

    private final long id;
    private final Manifest.Kind kind;
    private final CheckpointStore store;
    private final SnapshotScribe scribe;
    private final long startedMillis;
    private final Set<TaskId> missing = new LinkedHashSet<>();
    private final List<Manifest.TaskEntry> written = new ArrayList<>();
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
        this.scribe = new SnapshotScribe(id, kind, store);
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

    /** Takes the snapshot of a task of this process. */
    void add(TaskSnapshot snapshot) {
        if (missing.remove(snapshot.task())) {
            scribe.add(snapshot);
            slowestTask = snapshot.task().toString();
        }
    }

    /** Takes note of a snapshot that has been written by another process. */
    void add(WrittenSnapshot snapshot, long nowMillis) {
        if (missing.remove(snapshot.task())) {
            firstWriteMillis = firstWriteMillis < 0 ? nowMillis : firstWriteMillis;
            slowestTask = snapshot.task().toString();
            note(snapshot);
        }
    }

    boolean hasWork() {
        return scribe.hasWork();
    }

    /** Whether all snapshots have come and are written. */
    boolean isWritten() {
        return missing.isEmpty() && !scribe.hasWork();
    }

    /** Writes some pages. */
    void writeSome(long nowMillis) throws IOException {
        firstWriteMillis = firstWriteMillis < 0 ? nowMillis : firstWriteMillis;
        WrittenSnapshot snapshot = scribe.writeSome();
        if (snapshot != null) {
            note(snapshot);
        }
    }

    private void note(WrittenSnapshot snapshot) {
        written.add(snapshot.entry());
        alignmentNanos = Math.max(alignmentNanos, snapshot.times().alignmentNanos());
        freezeNanos = Math.max(freezeNanos, snapshot.times().freezeNanos());
        transactions += snapshot.transactions();
        snapshot.stateBytes().forEach((operator, bytes) -> stateBytes.merge(operator, bytes, Long::sum));
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
        scribe.abandon();
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
