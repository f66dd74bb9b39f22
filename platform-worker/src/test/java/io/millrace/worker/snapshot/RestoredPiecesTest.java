package io.millrace.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.InMemoryCheckpointStore;
import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.checkpoint.SnapshotWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets the pieces of which task after a change of the number of tasks. */
class RestoredPiecesTest {

    @Test
    void shouldLeaveEachTaskItsOwnInTheirOrder() throws Exception {
        Restored restored = restored(List.of("a", "b", "c"), List.of(), List.of("d", "e"));
        assertThat(pieces(restored, 0, 3)).containsExactly("a", "b", "c");
        assertThat(pieces(restored, 1, 3)).isEmpty();
        assertThat(pieces(restored, 2, 3)).containsExactly("d", "e");
    }

    @Test
    void shouldGiveAllOfOneTaskToOneTaskWhenThereAreFewer() throws Exception {
        Restored restored = restored(List.of("a", "b"), List.of("c", "d", "e"), List.of("f", "g"), List.of("h"));
        assertThat(pieces(restored, 0, 2)).containsExactly("a", "b", "f", "g");
        assertThat(pieces(restored, 1, 2)).containsExactly("c", "d", "e", "h");
    }

    @Test
    void shouldLeaveThemWhereTheyWereWhenThereAreMore() throws Exception {
        Restored restored = restored(List.of(), List.of("a", "b"));
        assertThat(pieces(restored, 0, 4)).isEmpty();
        assertThat(pieces(restored, 1, 4)).containsExactly("a", "b");
        assertThat(pieces(restored, 2, 4)).isEmpty();
        assertThat(pieces(restored, 3, 4)).isEmpty();
    }

    private static List<String> pieces(Restored restored, int task, int parallelism) {
        return restored.pieces("out", task, parallelism).stream()
                .map(piece -> new String(piece, StandardCharsets.UTF_8))
                .toList();
    }

    @SafeVarargs
    private static Restored restored(List<String>... ofTasks) throws Exception {
        InMemoryCheckpointStore store = new InMemoryCheckpointStore("pieces");
        long id = store.nextCheckpoint();
        List<Manifest.TaskEntry> entries = new ArrayList<>();
        for (int task = 0; task < ofTasks.length; task++) {
            List<byte[]> pieces = ofTasks[task].stream()
                    .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                    .toList();
            SnapshotWriter writer = store.create(id, "stage-0-task-" + task);
            if (!pieces.isEmpty()) {
                new Pieces("out", pieces).write(writer);
            }
            entries.add(new Manifest.TaskEntry(0, List.of("out"), task, ofTasks.length, false, writer.finish()));
        }
        Manifest manifest = new Manifest(
                id, Manifest.Kind.CHECKPOINT, "pieces", 1024, 0, store.nextAttempt(0), 0, Map.of(), entries);
        store.complete(manifest);
        return Restored.of(manifest, store, new OwnerNames(topology(), Set.of()));
    }

    private static Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named("pieces");
        builder.source("in", Sources.of(1)).typed(Integer.class).sink("out", value -> {});
        return builder.build();
    }
}
