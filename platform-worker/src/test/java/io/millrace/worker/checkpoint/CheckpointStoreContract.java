package io.millrace.worker.checkpoint;

import static io.millrace.worker.checkpoint.Checkpoints.decide;
import static io.millrace.worker.checkpoint.Checkpoints.ids;
import static io.millrace.worker.checkpoint.Checkpoints.manifest;
import static io.millrace.worker.checkpoint.Checkpoints.share;
import static io.millrace.worker.checkpoint.Checkpoints.text;
import static io.millrace.worker.checkpoint.Checkpoints.texts;
import static io.millrace.worker.checkpoint.Checkpoints.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.worker.checkpoint.Manifest.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of checkpoints does. */
abstract class CheckpointStoreContract {

    private CheckpointStore store;

    /** Opens the store of {@link Checkpoints#TOPOLOGY}; every call within a test opens what the one before has left. */
    abstract CheckpointStore open() throws Exception;

    @BeforeEach
    void openFirst() throws Exception {
        store = open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() throws Exception {
        store.close();
        store = open();
    }

    @Test
    void shouldHoldNothingAtFirst() throws Exception {
        assertThat(store.latest()).isEmpty();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void shouldNeverGiveANumberTwice() throws Exception {
        Set<Long> attempts = new HashSet<>();
        Set<Long> checkpoints = new HashSet<>();
        long last = 0;
        for (int i = 0; i < 80; i++) {
            assertThat(attempts.add(store.nextAttempt(0))).isTrue();
            long next = store.nextCheckpoint();
            assertThat(checkpoints.add(next)).isTrue();
            assertThat(next).isGreaterThan(last);
            last = next;
            if (i % 20 == 0) {
                reopen();
            }
        }
    }

    @Test
    void shouldReadTheLatestAsItWasDecided() throws Exception {
        decide(store, Kind.CHECKPOINT);
        Manifest second = decide(store, Kind.CHECKPOINT);

        assertThat(store.latest()).contains(second);
        reopen();
        assertThat(store.latest()).contains(second);
        assertThat(texts(store, 2, second.tasks().get(0).file())).containsExactly("first of 2", "second of 2");
    }

    @Test
    void shouldReadSectionsAndBlocksInTheOrderInWhichTheyWereWritten() throws Exception {
        long id = store.nextCheckpoint();
        Section counts = new Section("count", "state", Map.of("type", "long", "a=b\n", "\\u00e9 \ud83d\ude00 \ud800"));
        Section timers = new Section("count=\n", "", Map.of());
        SnapshotFile file;
        try (SnapshotWriter writer = store.create(id, "task-0")) {
            assertThat(writer.section(counts)).isZero();
            writer.block(0, new byte[] {9, 1, 2, 9}, 1, 2, 3);
            assertThat(writer.section(timers)).isEqualTo(1);
            writer.block(1, new byte[0], 0, 0, 0);
            writer.block(0, new byte[] {3}, 0, 1, 4);
            file = writer.finish();
            assertThat(writer.bytes()).isEqualTo(file.bytes());
        }
        store.complete(manifest(id, Kind.CHECKPOINT, file));
        reopen();

        try (SnapshotReader reader = store.open(id, file)) {
            assertThat(reader.sections()).containsExactly(counts, timers);
            assertThat(reader.entries(0)).isEqualTo(7);
            assertThat(reader.entries(1)).isZero();
            assertBlock(reader.next(), 0, new byte[] {1, 2}, 3);
            assertBlock(reader.next(), 1, new byte[0], 0);
            assertBlock(reader.next(), 0, new byte[] {3}, 4);
            assertThat(reader.next()).isNull();
            assertThat(reader.next()).isNull();
        }
    }

    private static void assertBlock(SnapshotReader.Block block, int section, byte[] bytes, int entries) {
        assertThat(block.section()).isEqualTo(section);
        assertThat(block.bytes()).isEqualTo(bytes);
        assertThat(block.entries()).isEqualTo(entries);
    }

    @Test
    void shouldTakeBlocksOfAnyLength() throws Exception {
        Random random = new Random(7);
        int[] lengths = {1, 4_000, 5_000, 200_000, 3, 131_052, 131_072, 1_000_000, 0, 17};
        byte[] bytes = new byte[1_000_000];
        random.nextBytes(bytes);
        long id = store.nextCheckpoint();
        SnapshotFile file;
        try (SnapshotWriter writer = store.create(id, "task-0")) {
            writer.section(new Section("count", "state", Map.of()));
            for (int length : lengths) {
                byte[] reused = bytes.clone();
                writer.block(0, reused, 0, length, 1);
                reused[0]++;
            }
            file = writer.finish();
        }
        store.complete(manifest(id, Kind.CHECKPOINT, file));

        try (SnapshotReader reader = store.open(id, file)) {
            for (int length : lengths) {
                assertThat(reader.next().bytes()).isEqualTo(Arrays.copyOf(bytes, length));
            }
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void shouldForgetWhatWasNotDecided() throws Exception {
        Manifest first = decide(store, Kind.CHECKPOINT);
        long second = store.nextCheckpoint();
        SnapshotFile file = write(store, second, "task-0", "lost");
        reopen();

        assertThat(store.latest()).contains(first);
        assertThat(ids(store)).containsExactly(1L);
        assertThatThrownBy(() -> store.complete(manifest(second, Kind.CHECKPOINT, file)))
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining("task-0");
        assertThatThrownBy(() -> store.open(second, file)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldForgetWhatIsDiscarded() throws Exception {
        long first = store.nextCheckpoint();
        SnapshotFile file = write(store, first, "task-0", "lost");
        Manifest second = decide(store, Kind.CHECKPOINT);
        store.discard(first);
        store.discard(first);

        assertThatThrownBy(() -> store.complete(manifest(first, Kind.CHECKPOINT, file)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(write(store, first, "task-0", "again").name()).isEqualTo("task-0");
        assertThat(store.latest()).contains(second);
    }

    @Test
    void shouldNotDiscardWhatIsDecided() throws Exception {
        Manifest first = decide(store, Kind.CHECKPOINT);

        assertThatThrownBy(() -> store.discard(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.create(1, "more")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.complete(first)).isInstanceOf(IllegalStateException.class);
        assertThat(store.latest()).contains(first);
    }

    @Test
    void shouldNotDecideOverFilesThatDiffer() throws Exception {
        long id = store.nextCheckpoint();
        SnapshotFile file = write(store, id, "task-0", "text");
        List<SnapshotFile> wrong = List.of(
                new SnapshotFile("task-1", file.bytes(), file.checksum()),
                new SnapshotFile("task-0", file.bytes() + 1, file.checksum()),
                new SnapshotFile("task-0", file.bytes(), file.checksum() + 1));
        for (SnapshotFile other : wrong) {
            assertThatThrownBy(() -> store.complete(manifest(id, Kind.CHECKPOINT, file, other)))
                    .isInstanceOf(DamagedCheckpointException.class)
                    .hasMessageContaining(other.name());
        }
        assertThat(store.latest()).isEmpty();

        store.complete(manifest(id, Kind.CHECKPOINT, file));
        assertThat(ids(store)).containsExactly(id);
    }

    @Test
    void shouldNotDecideWhatIsOlderThanTheLatest() throws Exception {
        long first = store.nextCheckpoint();
        SnapshotFile file = write(store, first, "task-0", "late");
        decide(store, Kind.CHECKPOINT);

        assertThatThrownBy(() -> store.complete(manifest(first, Kind.CHECKPOINT, file)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("older");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldDecideEveryKindAlsoWithoutFiles(Kind kind) throws Exception {
        Manifest manifest = manifest(store.nextCheckpoint(), kind);
        store.complete(manifest);
        reopen();

        assertThat(store.latest()).contains(manifest);
        assertThat(store.list()).containsExactly(new StoredCheckpoint(1, manifest, null));
    }

    @Test
    void shouldKeepTheNewestAndAllSavepoints() throws Exception {
        for (int i = 1; i <= 6; i++) {
            decide(store, i == 2 || i == 6 ? Kind.SAVEPOINT : Kind.CHECKPOINT);
        }
        store.retain(2);
        assertThat(ids(store)).containsExactly(6L, 5L, 4L, 2L);
        store.retain(1);
        store.retain(1);
        assertThat(ids(store)).containsExactly(6L, 5L, 2L);
        reopen();

        assertThat(ids(store)).containsExactly(6L, 5L, 2L);
        assertThat(store.latest().orElseThrow().checkpointId()).isEqualTo(6);
        assertThat(store.read(2).kind()).isEqualTo(Kind.SAVEPOINT);
        assertThatThrownBy(() -> store.read(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.retain(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDeleteASavepointThatIsNotTheLatest() throws Exception {
        decide(store, Kind.SAVEPOINT);
        assertThatThrownBy(() -> store.deleteSavepoint(1)).isInstanceOf(IOException.class);
        decide(store, Kind.CHECKPOINT);
        assertThatThrownBy(() -> store.deleteSavepoint(2)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.deleteSavepoint(3)).isInstanceOf(IOException.class);

        store.deleteSavepoint(1);

        assertThat(ids(store)).containsExactly(2L);
        reopen();
        assertThat(ids(store)).containsExactly(2L);
    }

    @Test
    void shouldGoOnFromNothingAfterTheEnd() throws Exception {
        decide(store, Kind.SAVEPOINT);
        decide(store, Kind.END);
        store.finish();
        store.finish();
        assertThat(store.latest()).isEmpty();
        reopen();

        assertThat(store.latest()).isEmpty();
        assertThat(ids(store)).containsExactly(1L);
        assertThat(store.nextCheckpoint()).isGreaterThan(2);
        store.deleteSavepoint(1);
        assertThat(decide(store, Kind.CHECKPOINT)).isEqualTo(store.latest().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/b",
                "a\\b",
                "/etc/passwd",
                ".hidden",
                "manifest",
                "a b",
                "a\0",
                "ä",
                "a\n"
            })
    void shouldRefuseNamesThatLeadElsewhere(String name) throws Exception {
        long id = store.nextCheckpoint();

        assertThatThrownBy(() -> store.create(id, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use up to");
    }

    @Test
    void shouldRefuseNumbersThatWereNotGiven() throws Exception {
        long id = store.nextCheckpoint();
        for (long other : new long[] {0, -1, id + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> store.create(other, "task-0")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseAManifestOfAnotherTopology() throws Exception {
        Manifest other =
                new Manifest(store.nextCheckpoint(), Kind.CHECKPOINT, "payments", 1024, 0, 1, 0, Map.of(), List.of());

        assertThatThrownBy(() -> store.complete(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payments");
    }

    @Test
    void shouldWriteAFileOnceUnlessItWasGivenUp() throws Exception {
        long id = store.nextCheckpoint();
        SnapshotWriter givenUp = store.create(id, "task-0");
        assertThatThrownBy(() -> store.create(id, "task-0")).isInstanceOf(IOException.class);
        givenUp.close();
        givenUp.close();
        assertThatThrownBy(() -> givenUp.section(new Section("a", "b", Map.of())))
                .isInstanceOf(IllegalStateException.class);

        SnapshotFile file = write(store, id, "task-0", "text");

        assertThatThrownBy(() -> store.create(id, "task-0")).isInstanceOf(IOException.class);
        store.complete(manifest(id, Kind.CHECKPOINT, file));
        assertThat(texts(store, id, file)).containsExactly("text");
    }

    /** Takes a number, shares one file, and decides the checkpoint. */
    private Manifest decideSharing(String text, SharedFile... others) throws Exception {
        long id = store.nextCheckpoint();
        List<SharedFile> shared = new ArrayList<>(List.of(others));
        shared.add(share(store, id, "000007.sst", text));
        Manifest manifest = manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "text"), shared);
        store.complete(manifest);
        return manifest;
    }

    private static SharedFile last(Manifest manifest) {
        List<SharedFile> shared = manifest.tasks().get(0).shared();
        return shared.get(shared.size() - 1);
    }

    @Test
    void shouldShareAFileForAsLongAsACheckpointNamesIt() throws Exception {
        SharedFile one = last(decideSharing("one"));
        SharedFile two = last(decideSharing("two", one));
        assertThat(one.name()).isEqualTo("1-000007.sst");
        assertThat(store.holds(one) && store.holds(two)).isTrue();
        store.retain(1);
        reopen();

        assertThat(store.latest().orElseThrow().sharedFiles()).containsExactlyInAnyOrder(one, two);
        assertThat(text(store, one)).isEqualTo("one");
        decide(store, List.of(two));
        assertThat(text(store, one)).isEqualTo("one");
        store.retain(1);
        assertThat(store.holds(one)).isFalse();
        assertThatThrownBy(() -> text(store, one)).isInstanceOf(DamagedCheckpointException.class);
        assertThat(text(store, two)).isEqualTo("two");
        store.finish();
        assertThat(store.holds(two)).isFalse();
        assertThatThrownBy(() -> text(store, two)).isInstanceOf(DamagedCheckpointException.class);
    }

    @Test
    void shouldCountWhatWasWrittenForACheckpointApart() throws Exception {
        SharedFile one = last(decideSharing("one of some length"));
        Manifest second = decideSharing("two", one);

        long snapshot = second.tasks().get(0).file().bytes();
        assertThat(second.bytes()).isEqualTo(snapshot + 18 + 3);
        assertThat(second.addedBytes()).isEqualTo(snapshot + 3);
    }

    @Test
    void shouldNotHoldWhatIsNotDecided() throws Exception {
        SharedFile one = last(decideSharing("one"));
        long id = store.nextCheckpoint();
        SharedFile lost = share(store, id, "000007.sst", "lost");
        assertThat(store.holds(lost)).isFalse();
        store.retain(1);
        store.complete(manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "text"), List.of(lost, one)));
        assertThat(store.holds(lost)).isTrue();
        long other = store.nextCheckpoint();
        SharedFile discarded = share(store, other, "000007.sst", "discarded");
        store.discard(other);
        assertThatThrownBy(() -> text(store, discarded)).isInstanceOf(DamagedCheckpointException.class);
        long third = store.nextCheckpoint();
        SharedFile crashed = share(store, third, "000007.sst", "crashed");
        reopen();

        assertThatThrownBy(() -> text(store, crashed)).isInstanceOf(DamagedCheckpointException.class);
        assertThat(text(store, lost) + text(store, one)).isEqualTo("lostone");
    }

    @Test
    void shouldNotDecideOverSharedFilesThatDiffer() throws Exception {
        SharedFile held = last(decideSharing("held"));
        long id = store.nextCheckpoint();
        SnapshotFile file = write(store, id, "task-0", "text");
        SharedFile own = share(store, id, "000007.sst", "own");
        List<SharedFile> wrong = List.of(
                new SharedFile(id + "-other", own.bytes(), own.checksum()),
                new SharedFile(own.name(), own.bytes() + 1, own.checksum()),
                new SharedFile(own.name(), own.bytes(), own.checksum() + 1),
                new SharedFile(held.name(), held.bytes(), held.checksum() + 1),
                new SharedFile("99-000007.sst", held.bytes(), held.checksum()));
        for (SharedFile other : wrong) {
            assertThat(store.holds(other)).isFalse();
            assertThatThrownBy(() -> store.complete(manifest(id, Kind.CHECKPOINT, file, List.of(held, other))))
                    .isInstanceOf(DamagedCheckpointException.class)
                    .hasMessageContaining(other.name());
        }
        store.complete(manifest(id, Kind.CHECKPOINT, file, List.of(held, own)));
        assertThat(ids(store)).containsExactly(id, 1L);
    }

    @Test
    void shouldLetNoSavepointShare() throws Exception {
        SharedFile held = last(decideSharing("held"));
        long id = store.nextCheckpoint();
        SnapshotFile file = write(store, id, "task-0", "text");

        assertThatThrownBy(() -> store.complete(manifest(id, Kind.SAVEPOINT, file, List.of(held))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldShareAFileOnceUnlessItWasGivenUp() throws Exception {
        long id = store.nextCheckpoint();
        SharedWriter givenUp = store.share(id, "000007.sst");
        assertThatThrownBy(() -> store.share(id, "000007.sst")).isInstanceOf(IOException.class);
        givenUp.close();
        givenUp.close();
        assertThatThrownBy(givenUp::finish).isInstanceOf(IllegalStateException.class);

        SharedFile file = share(store, id, "000007.sst", "text");
        assertThatThrownBy(() -> store.share(id + 1, "000007.sst")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.share(id, "../x")).isInstanceOf(IllegalArgumentException.class);
        store.complete(manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "text"), List.of(file)));
        assertThatThrownBy(() -> store.share(id, "more")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseABlockOfNoSection() throws Exception {
        long id = store.nextCheckpoint();
        try (SnapshotWriter writer = store.create(id, "task-0")) {
            assertThatThrownBy(() -> writer.block(0, new byte[1], 0, 1, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
