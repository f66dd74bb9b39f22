package io.millrace.worker.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.Manifest.Kind;
import io.millrace.worker.checkpoint.SharedFile;
import io.millrace.worker.checkpoint.SimulatedDisk;
import io.millrace.worker.checkpoint.SnapshotWriter;
import io.millrace.worker.snapshot.TableReader;
import io.millrace.worker.snapshot.TaskSnapshot;
import io.millrace.worker.state.StateBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that consist of files of RocksDB: what is written, what is kept, and what comes back. */
class IncrementalCheckpointTest {

    private static final int KEYS = 4_000;
    private static final int VALUE_BYTES = 100;

    private final SimulatedDisk disk = new SimulatedDisk(7);
    private final Random random = new Random(7);
    private final Map<String, String> expected = new HashMap<>();
    private final List<WorkingTask> tasks = new ArrayList<>();
    private final RocksWorker worker = RocksSettings.defaults()
            .withCachedEntries(50)
            .withMemoryBytes(RocksSettings.MIN_MEMORY_BYTES)
            .open();
    private CheckpointStore store;

    @BeforeEach
    void open() throws Exception {
        store = FileCheckpointStore.open(disk, "orders");
    }

    @AfterEach
    void close() {
        tasks.forEach(WorkingTask::close);
        store.close();
        worker.close();
    }

    @Test
    void shouldWriteFewBytesForFewChanges() throws Exception {
        startTasks(rocks(), 1);
        change(KEYS);
        Manifest first = checkpoint(Kind.CHECKPOINT);
        change(10);
        Manifest second = checkpoint(Kind.CHECKPOINT);

        assertThat(first.addedBytes()).isEqualTo(first.bytes()).isGreaterThan(KEYS * VALUE_BYTES / 2);
        assertThat(second.bytes()).isGreaterThan(first.bytes());
        assertThat(second.addedBytes()).as("of " + second.bytes()).isLessThan(first.addedBytes() / 20);
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldGoOnWithTheFilesWhereTheTaskIsTheSame() throws Exception {
        startTasks(rocks(), 2);
        change(KEYS);
        checkpoint(Kind.CHECKPOINT);
        restart(rocks(), 2);
        assertHoldsWhatIsExpected();
        change(10);
        Manifest second = checkpoint(Kind.CHECKPOINT);

        assertThat(second.addedBytes()).as("of " + second.bytes()).isLessThan(second.bytes() / 20);
        restart(rocks(), 2);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldKeepTheCutWhateverIsWrittenBehindIt() throws Exception {
        startTasks(rocks(), 1);
        change(KEYS);
        Map<String, String> cut = new HashMap<>(expected);
        long id = store.nextCheckpoint();
        TaskSnapshot snapshot = tasks.get(0).freeze(id);
        change(KEYS);
        for (int i = 0; i < KEYS / 10; i++) {
            clear("key-" + random.nextInt(KEYS));
        }
        complete(id, Kind.CHECKPOINT, List.of(snapshot));
        assertThat(store.latest().orElseThrow().sharedFiles()).isNotEmpty();

        expected.clear();
        expected.putAll(cut);
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldWriteEntriesWhereFilesHoldMoreThanTheCut() throws Exception {
        startTasks(rocks(), 1);
        change(KEYS);
        Map<String, String> cut = new HashMap<>(expected);
        long id = store.nextCheckpoint();
        TaskSnapshot snapshot = tasks.get(0).freeze(id);
        // More than a buffer in memory, so that it goes into a file too.
        change(15 * KEYS);
        complete(id, Kind.CHECKPOINT, List.of(snapshot));
        assertThat(store.latest().orElseThrow().sharedFiles()).isEmpty();

        expected.clear();
        expected.putAll(cut);
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldRestoreWithAnotherNumberOfTasks() throws Exception {
        startTasks(rocks(), 2);
        change(KEYS);
        checkpoint(Kind.CHECKPOINT);
        change(KEYS / 10);
        checkpoint(Kind.CHECKPOINT);
        restart(rocks(), 3);
        assertHoldsWhatIsExpected();
        change(KEYS / 10);
        checkpoint(Kind.CHECKPOINT);
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldRememberSinceWhenItKeepsWhatExpires(int parallelism) throws Exception {
        startTasks(rocks(), 1);
        change(100);
        String key = expected.keySet().iterator().next();
        checkpoint(Kind.CHECKPOINT);
        restart(rocks(), parallelism);

        ownerOf(key).passTo(Duration.ofHours(23));
        assertThat(ownerOf(key).length(key)).isEqualTo(VALUE_BYTES);
        ownerOf(key).passTo(Duration.ofHours(24));
        assertThat(ownerOf(key).length(key)).isNull();
    }

    @Test
    void shouldBeRestoredOnTheHeapAndBack() throws Exception {
        startTasks(rocks(), 2);
        change(KEYS);
        checkpoint(Kind.CHECKPOINT);
        restart(StateBackend.HEAP, 3);
        assertHoldsWhatIsExpected();
        change(10);
        Manifest onHeap = checkpoint(Kind.CHECKPOINT);
        assertThat(onHeap.sharedFiles()).isEmpty();
        restart(rocks(), 2);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldSayWhatToDoWhereNothingReadsTheFiles() throws Exception {
        startTasks(rocks(), 1);
        change(10);
        Manifest manifest = checkpoint(Kind.CHECKPOINT);

        assertThat(WorkingTask.restored(store, manifest).holdsFiles()).isTrue();
        assertThatThrownBy(TableReader.NONE::requireUsable).hasMessageContaining("savepoint");
    }

    @Test
    void shouldWriteASavepointThatNeedsNothingElse() throws Exception {
        startTasks(rocks(), 2);
        change(KEYS);
        checkpoint(Kind.CHECKPOINT);
        Map<String, String> cut = new HashMap<>(expected);
        Manifest savepoint = checkpoint(Kind.SAVEPOINT);
        assertThat(savepoint.sharedFiles()).isEmpty();
        assertThat(WorkingTask.restored(store, savepoint).holdsFiles()).isFalse();
        change(KEYS);
        checkpoint(Kind.CHECKPOINT);
        store.retain(1);

        expected.clear();
        expected.putAll(cut);
        restart(StateBackend.HEAP, 1, store.read(savepoint.checkpointId()));
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldDeleteFilesThatNobodyNamesAndNoOthers() throws Exception {
        startTasks(rocks(), 1);
        for (int i = 0; i < 12; i++) {
            change(KEYS / 4);
            checkpoint(Kind.CHECKPOINT);
            store.retain(2);
            assertThat(sharedOnDisk()).as("checkpoint %d", i).containsExactlyInAnyOrderElementsOf(sharedOfDecided());
        }
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
        store.finish();
        assertThat(sharedOnDisk()).isEmpty();
    }

    @Test
    void shouldGoOnAfterACheckpointThatCameToNothing() throws Exception {
        startTasks(rocks(), 1);
        change(KEYS);
        checkpoint(Kind.CHECKPOINT);
        for (int steps = 0; steps < 12; steps++) {
            change(KEYS / 10);
            abort(steps);
            assertThat(sharedOnDisk()).as("steps %d", steps).containsExactlyInAnyOrderElementsOf(sharedOfDecided());
        }
        Manifest last = checkpoint(Kind.CHECKPOINT);
        assertThat(last.sharedFiles()).isNotEmpty();
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldLeaveNothingWhenItDiesBetweenCopyAndDecision() throws Exception {
        startTasks(rocks(), 1);
        change(KEYS);
        checkpoint(Kind.CHECKPOINT);
        Map<String, String> cut = new HashMap<>(expected);
        change(KEYS);
        long id = store.nextCheckpoint();
        write(id, tasks.get(0).freeze(id), true);
        assertThat(sharedOnDisk()).hasSizeGreaterThan(sharedOfDecided().size());
        disk.restart();
        store = FileCheckpointStore.open(disk, "orders");

        assertThat(sharedOnDisk()).containsExactlyInAnyOrderElementsOf(sharedOfDecided());
        expected.clear();
        expected.putAll(cut);
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldNameADamagedFileAndCopyALostOneAgain() throws Exception {
        startTasks(rocks(), 1);
        change(KEYS);
        Manifest first = checkpoint(Kind.CHECKPOINT);
        SharedFile file = first.sharedFiles().iterator().next();
        String path = "orders/shared/" + file.name();
        byte[] content = disk.content(path);
        byte[] flipped = content.clone();
        flipped[flipped.length / 2] ^= 1;
        disk.setContent(path, flipped);
        assertThatThrownBy(() -> store.latest())
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining(path);

        disk.steal(path);
        change(10);
        Manifest second = checkpoint(Kind.CHECKPOINT);
        assertThat(second.sharedFiles()).doesNotContain(file);
        restart(rocks(), 1);
        assertHoldsWhatIsExpected();
    }

    @Test
    void shouldWriteEntriesWhereItIsToldTo() throws Exception {
        try (RocksWorker plain = RocksSettings.defaults().withIncremental(false).open()) {
            startTasks(plain.backend("orders", SharedRocks.codecs()), 1);
            change(100);
            assertThat(checkpoint(Kind.CHECKPOINT).sharedFiles()).isEmpty();
            restart(rocks(), 1);
            assertHoldsWhatIsExpected();
        }
    }

    private StateBackend rocks() {
        return worker.backend("orders", SharedRocks.codecs());
    }

    private void startTasks(StateBackend backend, int parallelism) {
        for (int i = 0; i < parallelism; i++) {
            tasks.add(new WorkingTask(backend, i, parallelism));
        }
    }

    private void restart(StateBackend backend, int parallelism) throws Exception {
        restart(backend, parallelism, store.latest().orElseThrow());
    }

    private void restart(StateBackend backend, int parallelism, Manifest manifest) throws Exception {
        tasks.forEach(WorkingTask::close);
        tasks.clear();
        startTasks(backend, parallelism);
        for (WorkingTask task : tasks) {
            task.restore(WorkingTask.restored(store, manifest), new RocksReader());
        }
    }

    private void change(int keys) {
        for (int i = 0; i < keys; i++) {
            String key = "key-" + random.nextInt(KEYS);
            byte[] noise = new byte[VALUE_BYTES / 2];
            random.nextBytes(noise);
            String value = HexFormat.of().formatHex(noise);
            ownerOf(key).set(key, value);
            expected.put(key, value);
        }
    }

    private void clear(String key) {
        ownerOf(key).clear(key);
        expected.remove(key);
    }

    private WorkingTask ownerOf(String key) {
        return tasks.stream().filter(task -> task.owns(key)).findFirst().orElseThrow();
    }

    private void assertHoldsWhatIsExpected() {
        for (int i = 0; i < KEYS; i++) {
            String key = "key-" + i;
            assertThat(ownerOf(key).get(key)).as(key).isEqualTo(expected.get(key));
        }
        assertThat(tasks.stream().mapToLong(WorkingTask::size).sum()).isEqualTo(expected.size());
    }

    private Manifest checkpoint(Kind kind) throws Exception {
        long id = store.nextCheckpoint();
        List<TaskSnapshot> snapshots =
                tasks.stream().map(task -> task.freeze(id)).toList();
        return complete(id, kind, snapshots);
    }

    private Manifest complete(long id, Kind kind, List<TaskSnapshot> snapshots) throws Exception {
        List<Manifest.TaskEntry> entries = new ArrayList<>();
        for (TaskSnapshot snapshot : snapshots) {
            entries.add(write(id, snapshot, kind != Kind.SAVEPOINT));
            snapshot.release();
        }
        Manifest manifest = new Manifest(id, kind, "orders", WorkingTask.GROUPS.count(), id, 1, 0, Map.of(), entries);
        store.complete(manifest);
        return manifest;
    }

    private Manifest.TaskEntry write(long id, TaskSnapshot snapshot, boolean isSharing) throws Exception {
        try (SnapshotWriter out = store.create(id, snapshot.task().file())) {
            boolean isMore = true;
            while (isMore) {
                isMore = snapshot.writeSome(out, isSharing ? store : null);
            }
            return new Manifest.TaskEntry(
                    snapshot.task().stage(),
                    snapshot.task().operators(),
                    snapshot.task().task(),
                    snapshot.task().parallelism(),
                    snapshot.isEnded(),
                    out.finish(),
                    snapshot.shared());
        }
    }

    private void abort(int steps) throws Exception {
        long id = store.nextCheckpoint();
        TaskSnapshot snapshot = tasks.get(0).freeze(id);
        try (SnapshotWriter out = store.create(id, snapshot.task().file())) {
            for (int i = 0; i < steps; i++) {
                snapshot.writeSome(out, store);
            }
        }
        snapshot.abandon();
        snapshot.release();
        store.discard(id);
    }

    private List<String> sharedOnDisk() throws Exception {
        return disk.list("orders/shared");
    }

    private List<String> sharedOfDecided() throws Exception {
        return store.list().stream()
                .flatMap(stored -> stored.manifest().sharedFiles().stream())
                .map(SharedFile::name)
                .distinct()
                .toList();
    }
}
