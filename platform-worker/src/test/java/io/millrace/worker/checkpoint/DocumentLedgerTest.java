package io.millrace.worker.checkpoint;

import static io.millrace.worker.checkpoint.Checkpoints.TOPOLOGY;
import static io.millrace.worker.checkpoint.Checkpoints.decide;
import static io.millrace.worker.checkpoint.Checkpoints.ids;
import static io.millrace.worker.checkpoint.Checkpoints.manifest;
import static io.millrace.worker.checkpoint.Checkpoints.share;
import static io.millrace.worker.checkpoint.Checkpoints.texts;
import static io.millrace.worker.checkpoint.Checkpoints.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.DocumentConflictException;
import io.millrace.worker.checkpoint.Manifest.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of files, and a cluster that decides over them. */
class DocumentLedgerTest {

    private static final String POINTER = "checkpoints/orders/pointer";

    private final SimulatedDisk disk = new SimulatedDisk(5);
    private final SimulatedCoordination coordination = new SimulatedCoordination(5);

    private FileCheckpointStore lead() throws Exception {
        return FileCheckpointStore.open(disk, TOPOLOGY, coordination, coordination.elect());
    }

    @Test
    void shouldKeepThreeDocumentsOfEachTopology() throws Exception {
        FileCheckpointStore store = lead();
        Manifest first = decide(store, Kind.CHECKPOINT);

        assertThat(coordination.documents())
                .containsOnlyKeys(POINTER, "checkpoints/orders/numbers", "checkpoints/orders/folder");
        assertThat(coordination.documents().get(POINTER).content())
                .startsWith("topology=orders\nlatest=1\ncheckpoints=1\n");
        assertThat(coordination.documents().get("checkpoints/orders/numbers").content())
                .isEqualTo("checkpoint=33\nattempt=1\n");
        assertThat(lead().latest()).contains(first);
    }

    @Test
    void shouldLetALaterLeaderInThoughTheFormerStandsStill() throws Exception {
        FileCheckpointStore former = lead();
        decide(former, Kind.CHECKPOINT);
        long undecided = former.nextCheckpoint();
        SnapshotFile file = write(former, undecided, "task-0", "late");
        FileCheckpointStore later = lead();
        Manifest second = decide(later, Kind.CHECKPOINT);

        assertThatThrownBy(() -> decide(former, Kind.CHECKPOINT))
                .isInstanceOfSatisfying(
                        NotLeaderException.class,
                        over -> assertThat(over.epoch()).isEqualTo(1))
                .hasMessageContaining("epoch=1");
        assertThatThrownBy(() -> former.complete(manifest(undecided, Kind.CHECKPOINT, file)))
                .isInstanceOf(NotLeaderException.class);
        assertThatThrownBy(former::latest).isInstanceOf(NotLeaderException.class);
        assertThat(later.latest()).contains(second);
    }

    @Test
    void shouldGiveNumbersThatGrowFromLeaderToLeader() throws Exception {
        FileCheckpointStore former = lead();
        long attempt = former.nextAttempt(0);
        long checkpoint = former.nextCheckpoint();
        FileCheckpointStore later = lead();
        long laterAttempt = later.nextAttempt(0);
        long laterCheckpoint = later.nextCheckpoint();

        assertThat(attempt).isLessThan(laterAttempt);
        assertThat(checkpoint).isLessThan(former.nextCheckpoint());
        assertThat(former.nextCheckpoint()).isLessThan(laterCheckpoint);
        assertThatThrownBy(() -> former.nextAttempt(0)).isInstanceOf(NotLeaderException.class);
    }

    @Test
    void shouldKnowTheLastAttemptOfEachRegionFromLeaderToLeader() throws Exception {
        FileCheckpointStore former = lead();
        former.nextAttempt(0);
        long ofOne = former.nextAttempt(1);
        long ofZero = former.nextAttempt(0);

        assertThat(lead().attempts()).isEqualTo(Map.of(0, ofZero, 1, ofOne));
    }

    @Test
    void shouldTellMembersThatAnAttemptWasFollowed() throws Exception {
        SnapshotStore member = new FileSnapshotStore(disk, TOPOLOGY, coordination);
        assertThat(member.isFollowed(0, 1)).as("nobody has led").isFalse();
        FileCheckpointStore former = lead();
        long first = former.nextAttempt(0);
        former.nextAttempt(1);
        assertThat(member.isFollowed(0, first)).isFalse();
        lead().nextAttempt(0);
        assertThat(member.isFollowed(0, first)).isTrue();
    }

    @Test
    void shouldSayThatALaterLeaderHasDeletedWhatIsMissing() throws Exception {
        FileCheckpointStore former = lead();
        decide(former, Kind.CHECKPOINT);
        FileCheckpointStore later = lead();
        decide(later, Kind.CHECKPOINT);
        later.retain(1);

        assertThatThrownBy(former::latest).isInstanceOf(NotLeaderException.class);
    }

    /** Tasks that go on from there have their sinks give up transactions that the later leader decides. */
    @Test
    void shouldNotLetAFormerLeaderGoOnFromWhatIsStillThere() throws Exception {
        FileCheckpointStore former = lead();
        Manifest first = decide(former, Kind.CHECKPOINT);
        assertThat(former.latest()).contains(first);
        FileCheckpointStore later = lead();

        assertThatThrownBy(former::latest).isInstanceOf(NotLeaderException.class);
        assertThat(later.latest()).contains(first);
    }

    @Test
    void shouldNotLetAFormerLeaderBeginAnew() throws Exception {
        FileCheckpointStore former = lead();
        assertThat(former.latest()).isEmpty();
        lead();

        assertThatThrownBy(former::latest).isInstanceOf(NotLeaderException.class);
    }

    @Test
    void shouldDecideOverNoNumberOfAnotherLeader() throws Exception {
        FileCheckpointStore former = lead();
        long id = former.nextCheckpoint();
        FileCheckpointStore later = lead();
        later.nextCheckpoint();
        SnapshotFile file = write(former, id, "task-0", "text");

        assertThatThrownBy(() -> later.complete(manifest(id, Kind.CHECKPOINT, file)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> later.discard(id)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Such a file may be deleted at any time, by a leader that was replaced. */
    @Test
    void shouldNotDecideOverASharedFileThatAnEarlierCheckpointLeft() throws Exception {
        FileCheckpointStore store = lead();
        long first = store.nextCheckpoint();
        SharedFile left = share(store, first, "t.sst", "left");
        long second = store.nextCheckpoint();
        SnapshotFile file = write(store, second, "task-0", "text");

        assertThatThrownBy(() -> store.complete(manifest(second, Kind.CHECKPOINT, file, List.of(left))))
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining("named by no decided checkpoint");
    }

    @Test
    void shouldReadAgainAfterAnotherHasWrittenInTheSameEpoch() throws Exception {
        FileCheckpointStore store = lead();
        decide(store, Kind.CHECKPOINT);
        long id = store.nextCheckpoint();
        Manifest manifest = manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "text"));
        new DocumentPage(coordination, coordination.epoch(), POINTER).settle();

        assertThatThrownBy(() -> store.complete(manifest)).isInstanceOf(DocumentConflictException.class);
        store.complete(manifest);
        assertThat(store.latest()).contains(manifest);
    }

    @Test
    void shouldGoOnWithWhatASingleProcessHasKept() throws Exception {
        Manifest kept;
        long attempt;
        try (CheckpointStore single = FileCheckpointStore.open(disk, TOPOLOGY)) {
            decide(single, Kind.SAVEPOINT);
            kept = decide(single, Kind.CHECKPOINT);
            attempt = single.nextAttempt(0);
            assertThatThrownBy(this::lead).hasMessageContaining("in use");
        }
        FileCheckpointStore store = lead();

        assertThat(store.latest()).contains(kept);
        assertThat(ids(store)).containsExactly(2L, 1L);
        assertThat(store.nextAttempt(0)).isGreaterThan(attempt);
        assertThat(store.nextCheckpoint()).isGreaterThan(2);
    }

    @Test
    void shouldRefuseASingleProcessFromThenOn() throws Exception {
        lead().close();

        assertThatThrownBy(() -> FileCheckpointStore.open(disk, TOPOLOGY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to a cluster");
    }

    /** Every operation of the takeover is once the one in which the machine goes down. */
    @Test
    void shouldTakeOverOnceWhereverItCrashes() throws Exception {
        boolean hasCrashed = true;
        for (int operation = 1; hasCrashed; operation++) {
            SimulatedDisk own = new SimulatedDisk(operation);
            SimulatedCoordination cluster = new SimulatedCoordination(operation);
            Manifest kept;
            try (CheckpointStore single = FileCheckpointStore.open(own, TOPOLOGY)) {
                kept = decide(single, Kind.CHECKPOINT);
            }
            own.crashAt(own.operations() + operation);
            Throwable thrown = catchThrowable(() -> FileCheckpointStore.open(own, TOPOLOGY, cluster, cluster.elect()));
            hasCrashed = thrown instanceof SimulatedCrash;
            own.crash();
            FileCheckpointStore store = FileCheckpointStore.open(own, TOPOLOGY, cluster, cluster.elect());
            assertThat(store.latest()).as("operation %d", operation).contains(kept);
            Manifest next = decide(store, Kind.CHECKPOINT);
            own.crash();
            assertThat(FileCheckpointStore.open(own, TOPOLOGY, cluster, cluster.elect())
                            .latest())
                    .as("operation %d", operation)
                    .contains(next);
        }
    }

    @Test
    void shouldTakeOverOnceThoughOutcomesAreNotKnown() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            SimulatedDisk own = new SimulatedDisk(seed);
            SimulatedCoordination cluster = new SimulatedCoordination(seed);
            Manifest kept;
            try (CheckpointStore single = FileCheckpointStore.open(own, TOPOLOGY)) {
                kept = decide(single, Kind.CHECKPOINT);
            }
            cluster.unknownOneIn(3);
            FileCheckpointStore store = null;
            while (store == null) {
                try {
                    store = FileCheckpointStore.open(own, TOPOLOGY, cluster, cluster.elect());
                } catch (CoordinationException notKnown) {
                    // It is tried again.
                }
            }
            cluster.unknownOneIn(0);
            assertThat(store.latest()).as("seed %d", seed).contains(kept);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pointer", "numbers", "folder"})
    void shouldNotBeginAnewWhenADocumentIsLost(String name) throws Exception {
        decide(lead(), Kind.CHECKPOINT);
        coordination.lose("checkpoints/orders/" + name);

        assertThatThrownBy(this::lead)
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining("document checkpoints/orders/" + name);
        assertThat(disk.list(TOPOLOGY)).contains("chk-1");
    }

    @Test
    void shouldRefuseAFolderThatIsNotTheOneOfTheCluster() throws Exception {
        decide(lead(), Kind.CHECKPOINT);
        SimulatedDisk notMounted = new SimulatedDisk(1);
        assertThatThrownBy(() -> FileCheckpointStore.open(notMounted, TOPOLOGY, coordination, coordination.elect()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the one of this cluster: folder=orders, mark=none");

        SimulatedCoordination other = new SimulatedCoordination(6);
        FileCheckpointStore.open(notMounted, TOPOLOGY, other, other.elect());
        assertThatThrownBy(() -> FileCheckpointStore.open(notMounted, TOPOLOGY, coordination, coordination.elect()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the one of this cluster: folder=orders/cluster, mark=");
        assertThatThrownBy(() -> FileCheckpointStore.open(disk, TOPOLOGY, other, other.elect()))
                .isInstanceOf(IOException.class);
        assertThat(disk.list(TOPOLOGY)).contains("chk-1");
    }

    @Test
    void shouldServeMembersThatDoNotDecide() throws Exception {
        FileCheckpointStore store = lead();
        FileSnapshotStore member = new FileSnapshotStore(disk, TOPOLOGY, coordination);
        long first = store.nextCheckpoint();
        SnapshotFile file = write(member, first, "task-0", "of a member");
        SharedFile shared = share(member, first, "t.sst", "shared");
        assertThat(member.holds(shared)).isFalse();
        Manifest manifest = manifest(first, Kind.CHECKPOINT, file, List.of(shared));
        store.complete(manifest);

        assertThat(member.read(first)).isEqualTo(manifest);
        assertThat(texts(member, first, file)).containsExactly("of a member");
        long second = store.nextCheckpoint();
        SnapshotFile next = write(member, second, "task-0", "more");
        assertThat(member.holds(shared)).isTrue();
        store.complete(manifest(second, Kind.CHECKPOINT, next, List.of(shared)));
        store.retain(1);
        assertThat(Checkpoints.text(member, shared)).isEqualTo("shared");
        assertThatThrownBy(() -> member.read(first))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Checkpoint is not there: checkpointId=1");
    }

    /** The leader itself has written no shared file, and the folder of them was not there when it began. */
    @Test
    void shouldDeleteSharedFilesThatMembersHaveWritten() throws Exception {
        FileCheckpointStore store = lead();
        FileSnapshotStore member = new FileSnapshotStore(disk, TOPOLOGY, coordination);
        for (int i = 0; i < 2; i++) {
            long id = store.nextCheckpoint();
            SharedFile shared = share(member, id, "t.sst", "of " + id);
            store.complete(manifest(id, Kind.CHECKPOINT, write(member, id, "task-0", "text"), List.of(shared)));
        }
        store.retain(1);

        assertThat(disk.list("orders/shared")).containsExactly("2-t.sst");
    }
}
