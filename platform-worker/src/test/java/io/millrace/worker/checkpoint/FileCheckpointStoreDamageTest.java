package io.millrace.worker.checkpoint;

import static io.millrace.worker.checkpoint.Checkpoints.TOPOLOGY;
import static io.millrace.worker.checkpoint.Checkpoints.decide;
import static io.millrace.worker.checkpoint.Checkpoints.manifest;
import static io.millrace.worker.checkpoint.Checkpoints.texts;
import static io.millrace.worker.checkpoint.Checkpoints.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.worker.checkpoint.Manifest.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage before the decision is caught by reading back; after it the damaged file is named. */
class FileCheckpointStoreDamageTest {

    private static final String SNAPSHOT = "orders/chk-2/task-0";
    private static final String MANIFEST = "orders/chk-2/manifest";
    private static final String POINTER = "orders/pointer";
    private static final String NUMBERS = "orders/numbers";

    private final SimulatedDisk disk = new SimulatedDisk(3);
    private Manifest second;

    @BeforeEach
    void decideTwo() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            decide(store, Kind.CHECKPOINT);
            second = decide(store, Kind.CHECKPOINT);
        }
    }

    /** Opens the store, reads the latest and all blocks of it. */
    private void restore() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            Manifest latest = store.latest().orElseThrow();
            texts(store, latest.checkpointId(), latest.tasks().get(0).file());
        }
    }

    private void assertNamed(String file, String about) {
        Throwable thrown = catchThrowable(this::restore);
        assertThat(thrown)
                .as(about)
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining(file);
        assertThat(((DamagedCheckpointException) thrown).file()).as(about).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {SNAPSHOT, MANIFEST, POINTER, NUMBERS})
    void shouldNameTheFileInWhichAnyBitHasFlipped(String file) throws Exception {
        byte[] content = disk.content(file);
        for (int bit = 0; bit < 8 * content.length; bit++) {
            byte[] flipped = content.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            disk.setContent(file, flipped);
            assertNamed(file, "bit " + bit);
        }
        disk.setContent(file, content);
        restore();
    }

    @ParameterizedTest
    @ValueSource(strings = {SNAPSHOT, MANIFEST, POINTER, NUMBERS})
    void shouldNameTheFileThatWasCutOrMadeLonger(String file) throws Exception {
        byte[] content = disk.content(file);
        for (int length = 0; length <= content.length + 1; length++) {
            if (length != content.length) {
                disk.setContent(file, Arrays.copyOf(content, length));
                assertNamed(file, "length " + length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SNAPSHOT, MANIFEST, POINTER, NUMBERS})
    void shouldNameTheFileThatIsMissing(String file) throws Exception {
        byte[] content = disk.steal(file);
        assertNamed(file, "stolen");

        disk.plant(file, content);
        restore();
    }

    @ParameterizedTest
    @ValueSource(strings = {SNAPSHOT, MANIFEST})
    void shouldNameTheFileThatIsOfAnotherCheckpoint(String file) throws Exception {
        disk.setContent(file, disk.content(file.replace("chk-2", "chk-1")));
        assertNamed(file, "swapped");
    }

    @Test
    void shouldDeleteNothingWhenThePointerIsLost() throws Exception {
        disk.steal(POINTER);
        assertNamed(POINTER, "stolen");

        assertThat(disk.list(TOPOLOGY)).contains("chk-1", "chk-2");
    }

    @Test
    void shouldSayInTheListWhatCannotBeRead() throws Exception {
        disk.steal(MANIFEST);
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            StoredCheckpoint newest = store.list().get(0);
            assertThat(newest.manifest()).isNull();
            assertThat(newest.fault()).contains(MANIFEST);
            assertThat(store.list().get(1).fault()).isNull();
            assertThat(store.read(1).checkpointId()).isEqualTo(1);
        }
    }

    /** Whatever write of a checkpoint goes wrong unseen, either it is not decided, or it is intact. */
    @Test
    void shouldCatchABitFlippedInAnyWriteBeforeTheDecision() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            int caught = 0;
            for (int write = 1; write < 40; write++) {
                long id = store.nextCheckpoint();
                Manifest before = store.latest().orElseThrow();
                disk.flipWriteAt(disk.operations() + write);
                Manifest manifest = manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "text"));
                Throwable thrown = catchThrowable(() -> store.complete(manifest));
                disk.flipWriteAt(0);
                caught += thrown instanceof DamagedCheckpointException ? 1 : 0;
                assertThat(store.latest()).contains(thrown == null ? manifest : before);
            }
            assertThat(caught).isGreaterThan(10);
        }
    }

    @Test
    void shouldKeepItsWordWhicheverOperationFails() throws Exception {
        int failed = 0;
        for (int operation = 1; operation < 60; operation++) {
            CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY);
            Manifest before = store.latest().orElseThrow();
            long id = store.nextCheckpoint();
            Manifest manifest = manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "text"));
            disk.failAt(disk.operations() + operation);
            Throwable thrown = catchThrowable(() -> store.complete(manifest));
            disk.heal();
            failed += thrown == null ? 0 : 1;
            Manifest told = store.latest().orElseThrow();
            assertThat(told).as("operation %d", operation).isIn(manifest, thrown == null ? manifest : before);
            disk.crash();
            try (CheckpointStore restarted = FileCheckpointStore.open(disk, TOPOLOGY)) {
                assertThat(restarted.latest()).as("operation %d", operation).contains(told);
            }
        }
        assertThat(failed).isGreaterThan(10);
    }

    @Test
    void shouldRefuseAFolderOfANewerFormatAndLeaveItAlone() throws Exception {
        byte[] newer = disk.content(NUMBERS);
        ByteBuffer.wrap(newer).putShort(4, (short) 2).putInt(20, 0);
        ByteBuffer.wrap(newer).putInt(20, Checksums.of(newer, 0, 20));
        disk.setContent(NUMBERS, newer);

        assertThatThrownBy(this::restore)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer format: file=orders/numbers, version=2, knownVersion=1");
        assertThat(disk.content(NUMBERS)).isEqualTo(newer);
    }

    @Test
    void shouldRefuseTheCheckpointsOfAnotherTopology() throws Exception {
        try (CheckpointStore other = FileCheckpointStore.open(disk, "payments")) {
            other.nextCheckpoint();
        }
        disk.setContent("payments/pointer", disk.content(POINTER));

        assertThatThrownBy(() -> FileCheckpointStore.open(disk, "payments"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another topology: file=payments/pointer, topology=orders, expected=payments");
    }

    /** The checksum of the head is right, so only the bounds keep it from taking memory. */
    @Test
    void shouldTakeNoMemoryForALengthThatLeadsOutOfTheFile() throws Exception {
        byte[] content = disk.content(SNAPSHOT);
        for (int length : new int[] {-1, content.length, Integer.MAX_VALUE, Frame.MAX_LENGTH}) {
            byte[] forged = content.clone();
            ByteBuffer.wrap(forged).putInt(FileHeader.BYTES + 12, length);
            disk.setContent(SNAPSHOT, forged);
            SnapshotFile file = new SnapshotFile("task-0", forged.length, 0);
            try (FileSnapshotReader reader = FileSnapshotReader.open(disk, SNAPSHOT, file, 2)) {
                assertThatThrownBy(reader::next)
                        .isInstanceOf(DamagedCheckpointException.class)
                        .hasMessageContaining("length=" + length);
            }
        }
    }

    @Test
    void shouldRefuseAFolderThatSomebodyElseUses() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            assertThatThrownBy(() -> FileCheckpointStore.open(disk, TOPOLOGY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThat(store.latest()).contains(second);
        }
        restore();
    }

    @Test
    void shouldStillReadAndCleanUpOnAFullDisk() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            long id = store.nextCheckpoint();
            write(store, id, "task-0", "left");
            SnapshotWriter open = store.create(id, "task-1");
            disk.setFull(true);
            assertThatThrownBy(open::finish).isInstanceOf(IOException.class).hasMessageContaining("full");
            assertThat(store.latest()).contains(second);
        }
        restore();
        assertThat(disk.list(TOPOLOGY)).doesNotContain("chk-3");
    }

    @Test
    void shouldSayThatTheDiskIsReadOnly() {
        disk.setReadOnly(true);
        assertThatThrownBy(this::restore).isInstanceOf(IOException.class).hasMessageContaining("read-only");
    }

    @Test
    void shouldRefuseToBeUsedWhenClosed() throws Exception {
        CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY);
        store.close();
        store.close();
        assertThatThrownBy(store::latest).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::nextCheckpoint).isInstanceOf(IllegalStateException.class);
    }
}
