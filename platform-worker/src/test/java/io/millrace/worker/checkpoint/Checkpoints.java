package io.millrace.worker.checkpoint;

import io.millrace.worker.checkpoint.Manifest.Kind;
import io.millrace.worker.checkpoint.Manifest.TaskEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small checkpoints for tests. */
final class Checkpoints {

    static final String TOPOLOGY = "orders";

    private Checkpoints() {}

    /** Writes a file with one section, which holds one block for each text. */
    static SnapshotFile write(CheckpointStore store, long id, String file, String... texts) throws IOException {
        try (SnapshotWriter writer = store.create(id, file)) {
            int section = writer.section(new Section("count", "state", Map.of("type", "long")));
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                writer.block(section, bytes, 0, bytes.length, 1);
            }
            return writer.finish();
        }
    }

    static Manifest manifest(long id, Kind kind, SnapshotFile... files) {
        List<TaskEntry> tasks = new ArrayList<>();
        for (SnapshotFile file : files) {
            tasks.add(new TaskEntry(1, List.of("source", "count"), tasks.size(), files.length, false, file));
        }
        return new Manifest(id, kind, TOPOLOGY, 1024, 1_700_000_000_000L + id, 1, 0, Map.of("base", "7f=\\\n"), tasks);
    }

    /** Takes a number, writes one file, and decides it. */
    static Manifest decide(CheckpointStore store, Kind kind) throws IOException, DamagedCheckpointException {
        long id = store.nextCheckpoint();
        Manifest manifest = manifest(id, kind, write(store, id, "task-0", "first of " + id, "second of " + id));
        store.complete(manifest);
        return manifest;
    }

    /** The texts in all blocks of a file. */
    static List<String> texts(CheckpointStore store, long id, SnapshotFile file)
            throws IOException, DamagedCheckpointException {
        List<String> texts = new ArrayList<>();
        try (SnapshotReader reader = store.open(id, file)) {
            SnapshotReader.Block block;
            while ((block = reader.next()) != null) {
                texts.add(new String(block.bytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    static List<Long> ids(CheckpointStore store) throws IOException {
        return store.list().stream().map(StoredCheckpoint::checkpointId).toList();
    }
}
