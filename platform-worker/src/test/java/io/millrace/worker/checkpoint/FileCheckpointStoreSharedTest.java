package io.millrace.worker.checkpoint;

import static io.millrace.worker.checkpoint.Checkpoints.TOPOLOGY;
import static io.millrace.worker.checkpoint.Checkpoints.manifest;
import static io.millrace.worker.checkpoint.Checkpoints.share;
import static io.millrace.worker.checkpoint.Checkpoints.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.worker.checkpoint.Manifest.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that several checkpoints name, on a disk that damages, loses, fails and crashes. */
class FileCheckpointStoreSharedTest {

    private static final String FOLDER = "orders/shared";

    private final SimulatedDisk disk = new SimulatedDisk(11);
    private CheckpointStore store;
    private SharedFile first;

    /** Number of the checkpoint that was begun last. */
    private long tried;

    @BeforeEach
    void decideOne() throws Exception {
        store = FileCheckpointStore.open(disk, TOPOLOGY);
        first = decide("first of all").tasks().get(0).shared().get(0);
    }

    /** Takes a number, shares one file, and decides the checkpoint with it and others. */
    private Manifest decide(String text, SharedFile... others) throws Exception {
        long id = store.nextCheckpoint();
        tried = id;
        List<SharedFile> shared = new ArrayList<>();
        shared.add(share(store, id, "t.sst", text));
        shared.addAll(List.of(others));
        Manifest manifest = manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "text"), shared);
        store.complete(manifest);
        return manifest;
    }

    private void reopen() throws Exception {
        disk.restart();
        store = FileCheckpointStore.open(disk, TOPOLOGY);
    }

    private void assertNamed(String about) {
        String file = FOLDER + "/" + first.name();
        assertThatThrownBy(() -> store.latest())
                .as(about)
                .isInstanceOfSatisfying(
                        DamagedCheckpointException.class,
                        damage -> assertThat(damage.file()).isEqualTo(file));
        assertThatThrownBy(() -> Checkpoints.text(store, first))
                .as(about)
                .isInstanceOfSatisfying(
                        DamagedCheckpointException.class,
                        damage -> assertThat(damage.file()).isEqualTo(file));
    }

    @Test
    void shouldNameTheFileThatIsDamagedOrMissing() throws Exception {
        String path = FOLDER + "/" + first.name();
        byte[] content = disk.content(path);
        for (int bit = 0; bit < 8 * content.length; bit++) {
            byte[] flipped = content.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            disk.setContent(path, flipped);
            assertNamed("bit " + bit);
        }
        for (int length : new int[] {0, 1, content.length - 1, content.length + 1}) {
            disk.setContent(path, Arrays.copyOf(content, length));
            assertNamed("length " + length);
        }
        disk.steal(path);
        assertNamed("stolen");
        disk.plant(path, content);
        assertThat(store.latest()).isPresent();
    }

    @Test
    void shouldNotReadAgainWhatIsDecided() throws Exception {
        SharedFile large =
                decide("large ".repeat(100_000)).tasks().get(0).shared().get(0);
        long before = disk.operations();
        decide("second", first);
        long withSmall = disk.operations() - before;
        before = disk.operations();
        decide("third_", large);

        assertThat(disk.operations() - before).isEqualTo(withSmall);
    }

    @Test
    void shouldNotDecideOverAFileThatIsGoneOrCut() throws Exception {
        String path = FOLDER + "/" + first.name();
        byte[] content = disk.content(path);
        disk.setContent(path, Arrays.copyOf(content, content.length - 1));
        assertThat(store.holds(first)).isFalse();
        assertThatThrownBy(() -> decide("second", first))
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining(path);
        disk.steal(path);
        assertThat(store.holds(first)).isFalse();
        assertThatThrownBy(() -> decide("second", first))
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining(path);
        disk.plant(path, content);

        assertThat(store.holds(first)).isTrue();
        assertThat(store.latest().orElseThrow().checkpointId()).isEqualTo(1);
    }

    @Test
    void shouldCatchABitFlippedInAnyWriteBeforeTheDecision() throws Exception {
        int caught = 0;
        for (int write = 1; write < 30; write++) {
            disk.flipWriteAt(disk.operations() + write);
            Throwable thrown = catchThrowable(() -> decide("some text", first));
            disk.flipWriteAt(0);
            caught += thrown instanceof DamagedCheckpointException ? 1 : 0;
            assertThat(store.latest()).as("write %d", write).isPresent();
        }
        assertThat(caught).isGreaterThan(10);
    }

    /** Of every step from the first byte to the deletion of what is old. */
    @Test
    void shouldLoseNothingAndLeaveNothingWhereverItCrashes() throws Exception {
        boolean hasCrashed = true;
        for (int operation = 1; hasCrashed; operation++) {
            Manifest latest = store.latest().orElseThrow();
            SharedFile known = latest.tasks().get(0).shared().get(0);
            disk.crashAt(disk.operations() + operation);
            Throwable thrown = catchThrowable(() -> {
                decide("some text", known);
                store.retain(1);
            });
            hasCrashed = thrown instanceof SimulatedCrash;
            disk.crash();
            reopen();
            assertThat(store.latest().orElseThrow().checkpointId())
                    .as("operation %d", operation)
                    .isIn(latest.checkpointId(), tried);
            assertNothingIsLeftOver("operation " + operation);
        }
    }

    @Test
    void shouldKeepItsWordWhicheverOperationFails() throws Exception {
        int failed = 0;
        for (int operation = 1; operation < 60; operation++) {
            SharedFile known =
                    store.latest().orElseThrow().tasks().get(0).shared().get(0);
            disk.failAt(disk.operations() + operation);
            Throwable thrown = catchThrowable(() -> {
                decide("some text", known);
                store.retain(2);
            });
            disk.heal();
            failed += thrown == null ? 0 : 1;
            long told = store.latest().orElseThrow().checkpointId();
            disk.crash();
            reopen();
            assertThat(store.latest().orElseThrow().checkpointId())
                    .as("operation %d", operation)
                    .isEqualTo(told);
            assertNothingIsLeftOver("operation " + operation);
        }
        assertThat(failed).isGreaterThan(15);
    }

    @Test
    void shouldCleanUpAfterAFullDisk() throws Exception {
        long id = store.nextCheckpoint();
        SharedWriter writer = store.share(id, "t.sst");
        writer.write(new byte[1000], 0, 1000);
        disk.setFull(true);
        assertThatThrownBy(writer::finish).isInstanceOf(IOException.class).hasMessageContaining("full");
        assertThat(store.latest()).isPresent();
        disk.setFull(false);
        store.discard(id);

        assertNothingIsLeftOver("discarded");
        assertThat(decide("again", first).sharedFiles()).hasSize(2);
    }

    @Test
    void shouldDeleteNothingWhileItIsNotKnownWhoNamesIt() throws Exception {
        decide("second");
        byte[] manifest = disk.steal("orders/chk-1/manifest");
        reopen();
        assertThat(disk.list(FOLDER)).contains(first.name());
        store.retain(5);
        assertThat(disk.list(FOLDER)).contains(first.name());
        disk.plant("orders/chk-1/manifest", manifest);
        assertThat(store.read(1).sharedFiles()).containsExactly(first);

        disk.steal("orders/chk-1/manifest");
        store.retain(1);
        assertNothingIsLeftOver("retained");
    }

    @Test
    void shouldLeaveAloneWhatIsNotItsOwn() throws Exception {
        disk.plant(FOLDER + "/notes.txt", new byte[] {1});
        reopen();
        store.retain(1);

        assertThat(disk.list(FOLDER)).contains("notes.txt", first.name());
    }

    private void assertNothingIsLeftOver(String about) throws Exception {
        Set<String> named = new HashSet<>();
        for (StoredCheckpoint stored : store.list()) {
            stored.manifest().sharedFiles().forEach(file -> named.add(file.name()));
        }
        assertThat(disk.list(FOLDER)).as(about).containsExactlyInAnyOrderElementsOf(named);
    }
}
