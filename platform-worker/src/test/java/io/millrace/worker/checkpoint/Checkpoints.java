package io.millrace.worker.checkpoint;

import io.millrace.worker.checkpoint.Manifest.Kind;
import io.millrace.worker.checkpoint.Manifest.TaskEntry;
import java.io.ByteArrayOutputStream;
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
    static SnapshotFile write(SnapshotStore store, long id, String file, String... texts) throws IOException {
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

    /** Writes a shared file that holds a text. */
    static SharedFile share(SnapshotStore store, long id, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (SharedWriter writer = store.share(id, name)) {
            writer.write(bytes, 0, bytes.length / 2);
            writer.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
            return writer.finish();
        }
    }

    /** The text in a shared file. */
    static String text(SnapshotStore store, SharedFile file) throws IOException, DamagedCheckpointException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[7];
        try (SharedReader reader = store.openShared(file)) {
            for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                bytes.write(buffer, 0, length);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** One task that has these shared files beside its snapshot. */
    static Manifest manifest(long id, Kind kind, SnapshotFile file, List<SharedFile> shared) {
        Manifest plain = manifest(id, kind, file);
        TaskEntry task = plain.tasks().get(0);
        TaskEntry sharing =
                new TaskEntry(task.stage(), task.operators(), task.task(), task.parallelism(), false, file, shared);
        return new Manifest(
                id, kind, TOPOLOGY, 1024, plain.createdMillis(), 1, 0, plain.properties(), List.of(sharing));
    }

    /** Takes a number, writes a snapshot, and decides it with these shared files. */
    static Manifest decide(CheckpointStore store, List<SharedFile> shared)
            throws IOException, DamagedCheckpointException {
        long id = store.nextCheckpoint();
        Manifest manifest = manifest(id, Kind.CHECKPOINT, write(store, id, "task-0", "of " + id), shared);
        store.complete(manifest);
        return manifest;
    }

    /** Takes a number, writes one file, and decides it. */
    static Manifest decide(CheckpointStore store, Kind kind) throws IOException, DamagedCheckpointException {
        long id = store.nextCheckpoint();
        Manifest manifest = manifest(id, kind, write(store, id, "task-0", "first of " + id, "second of " + id));
        store.complete(manifest);
        return manifest;
    }

    /** The texts in all blocks of a file. */
    static List<String> texts(SnapshotStore store, long id, SnapshotFile file)
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
