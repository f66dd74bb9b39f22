package io.millrace.worker.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SimulatedDisk;
import io.millrace.worker.checkpoint.SnapshotWriter;
import io.millrace.worker.snapshot.Restored;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestorePointTest {

    private static final SupervisorSettings SETTINGS = SupervisorSettings.every(Duration.ofSeconds(1));

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final CheckpointStore store = open();

    @Test
    void shouldBeginAnewWhereNothingWasDecided() throws Exception {
        assertThat(choose(SETTINGS)).isNull();
    }

    @Test
    void shouldGoOnFromTheLastCheckpoint() throws Exception {
        decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of());
        long last = decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of());

        assertThat(choose(SETTINGS).checkpointId()).isEqualTo(last);
    }

    @Test
    void shouldTakeAnOlderOneIfNoSinkHasShownResultsSince() throws Exception {
        long older = decide(Manifest.Kind.CHECKPOINT, 3, "numbers", Map.of());
        long last = decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of());
        damage(last);

        assertThat(choose(SETTINGS).checkpointId()).isEqualTo(older);
    }

    @Test
    void shouldRefuseToShowResultsTwice() throws Exception {
        decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of());
        long last = decide(Manifest.Kind.CHECKPOINT, 1, "numbers", Map.of());
        damage(last);

        assertThatThrownBy(() -> choose(SETTINGS))
                .isInstanceOf(RestoreRefusedException.class)
                .hasMessageContaining("Checkpoint is damaged")
                .hasMessageContaining("chk-" + last)
                .hasMessageContaining("accept duplicates");
    }

    @Test
    void shouldTakeAnOlderOneWhenToldToAcceptDuplicates() throws Exception {
        long older = decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of());
        damage(decide(Manifest.Kind.CHECKPOINT, 1, "numbers", Map.of()));

        assertThat(choose(SETTINGS.withAcceptsDuplicates(true)).checkpointId()).isEqualTo(older);
    }

    @Test
    void shouldRefuseADamagedCheckpointThatHasNoOlderOne() throws Exception {
        damage(decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of()));

        assertThatThrownBy(() -> choose(SETTINGS.withAcceptsDuplicates(true)))
                .isInstanceOf(RestoreRefusedException.class);
    }

    @Test
    void shouldReadAgainWhatWasReadWronglyOnce() throws Exception {
        long last = decide(Manifest.Kind.CHECKPOINT, 1, "numbers", Map.of());
        disk.flipReadAt(disk.operations() + 1);

        assertThat(choose(SETTINGS).checkpointId()).isEqualTo(last);
    }

    @Test
    void shouldTakeADiskThatDoesNotAnswerForNoDamage() throws Exception {
        long last = decide(Manifest.Kind.CHECKPOINT, 1, "numbers", Map.of());
        for (int i = 1; i < 4; i++) {
            disk.failAt(disk.operations() + i);
        }

        assertThatThrownBy(() -> choose(SETTINGS)).isInstanceOf(IOException.class);
        disk.restart();
        assertThat(choose(SETTINGS)).isNotNull();
        assertThat(choose(SETTINGS).checkpointId()).isEqualTo(last);
    }

    @Test
    void shouldNotBeginOnceMoreBecauseACheckpointOfTheRunIsDamaged() throws Exception {
        SupervisorSettings anew = SETTINGS.withBeginning(new Beginning(0, "wish"));
        Map<String, String> ofTheRun = Map.of(RestorePoint.BEGAN_BY_WISH, "wish");
        long older = decide(Manifest.Kind.CHECKPOINT, 0, "numbers", ofTheRun);
        damage(decide(Manifest.Kind.CHECKPOINT, 0, "numbers", ofTheRun));

        assertThat(choose(anew).checkpointId()).isEqualTo(older);
    }

    @Test
    void shouldNotBeginOnceMoreBecauseADiskDoesNotAnswer() throws Exception {
        decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of(RestorePoint.BEGAN_BY_WISH, "wish"));
        for (int i = 1; i < 4; i++) {
            disk.failAt(disk.operations() + i);
        }

        assertThatThrownBy(() -> choose(SETTINGS.withBeginning(new Beginning(0, "wish"))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldBeginAsIsWishedAlsoIfTheRunBeforeIsDamaged() throws Exception {
        damage(decide(Manifest.Kind.CHECKPOINT, 1, "numbers", Map.of()));

        assertThat(choose(SETTINGS.withBeginning(new Beginning(0, "wish")))).isNull();
    }

    @Test
    void shouldBeginWithAWishedSavepointOnce() throws Exception {
        long savepoint = decide(Manifest.Kind.SAVEPOINT, 0, "numbers", Map.of());
        decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of());
        SupervisorSettings wish = SETTINGS.withStartFrom(savepoint);

        assertThat(choose(wish).checkpointId()).isEqualTo(savepoint);

        long further = decide(
                Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of(RestorePoint.STARTED_FROM, Long.toString(savepoint)));
        assertThat(choose(wish).checkpointId()).isEqualTo(further);
    }

    @Test
    void shouldNameTheSavepointsThatThereAre() throws Exception {
        long savepoint = decide(Manifest.Kind.SAVEPOINT, 0, "numbers", Map.of());

        assertThatThrownBy(() -> choose(SETTINGS.withStartFrom(4711)))
                .hasMessageContaining("Savepoint does not exist: savepoint=4711")
                .hasMessageContaining("[" + savepoint + "]");
    }

    @Test
    void shouldRefuseStateThatNobodyOwns() throws Exception {
        decide(Manifest.Kind.CHECKPOINT, 0, "retired", Map.of());

        assertThatThrownBy(() -> choose(SETTINGS))
                .hasMessageContaining("State has no owner")
                .hasMessageContaining("[retired]");
        assertThat(choose(SETTINGS.withDroppable(Set.of("retired")))).isNotNull();
    }

    @Test
    void shouldRefuseAnotherNumberOfKeyGroups() throws Exception {
        decide(Manifest.Kind.CHECKPOINT, 0, "numbers", Map.of());
        Topology other = builder().keyGroups(7).build();

        assertThatThrownBy(() -> new RestorePoint(other, store, SETTINGS).choose())
                .hasMessageContaining("Number of key groups has changed")
                .hasMessageContaining("now=7");
    }

    private Restored choose(SupervisorSettings settings) throws IOException, RestoreRefusedException {
        return new RestorePoint(builder().build(), store, settings).choose();
    }

    private static TopologyBuilder builder() {
        TopologyBuilder builder = TopologyBuilder.named("restored");
        builder.source("numbers", Sources.of(1, 2, 3)).typed(Integer.class).sink("output", value -> {});
        return builder;
    }

    /** Decides a checkpoint in which one operator has noted where its splits stand. */
    private long decide(Manifest.Kind kind, int transactions, String operator, Map<String, String> properties)
            throws IOException, DamagedCheckpointException {
        long id = store.nextCheckpoint();
        SnapshotWriter writer = store.create(id, "stage-0-task-0");
        writer.section(new Section(operator, Restored.SPLITS, Map.of("0", "open;0;records=1")));
        Manifest.TaskEntry task = new Manifest.TaskEntry(0, List.of(operator), 0, 1, false, writer.finish());
        store.complete(new Manifest(
                id, kind, "restored", 1024, 0, store.nextAttempt(0), transactions, properties, List.of(task)));
        return id;
    }

    private void damage(long id) throws IOException {
        String file = "restored/chk-" + id + "/stage-0-task-0";
        byte[] content = disk.content(file);
        content[content.length / 2] ^= 1;
        disk.setContent(file, content);
    }

    private CheckpointStore open() {
        try {
            return FileCheckpointStore.open(disk, "restored");
        } catch (IOException | DamagedCheckpointException e) {
            throw new IllegalStateException(e);
        }
    }
}
