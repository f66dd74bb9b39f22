package io.millrace.worker.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a checkpoint consists of.
 *
 * @param checkpointId its number
 * @param kind what it was taken for
 * @param topology name of the topology
 * @param keyGroups number of key groups
 * @param createdMillis when it was decided, in milliseconds since 1970
 * @param attempt greatest number of an attempt that took part
 * @param transactions number of transactions that sinks have prepared for it
 * @param properties what else is known of it, for people and for checks
 * @param tasks one entry for each task
 */
public record Manifest(
        long checkpointId,
        Kind kind,
        String topology,
        int keyGroups,
        long createdMillis,
        long attempt,
        int transactions,
        Map<String, String> properties,
        List<TaskEntry> tasks) {

    /** Keeps its own copies. */
    public Manifest {
        properties = Map.copyOf(properties);
        tasks = List.copyOf(tasks);
    }

    /** Bytes of all files, also of those that earlier checkpoints wrote. */
    public long bytes() {
        return snapshotBytes()
                + sharedFiles().stream().mapToLong(SharedFile::bytes).sum();
    }

    /** Bytes that were written for this checkpoint. */
    public long addedBytes() {
        return snapshotBytes()
                + sharedFiles().stream()
                        .filter(file -> file.checkpointId() == checkpointId)
                        .mapToLong(SharedFile::bytes)
                        .sum();
    }

    /** The files that it names and others may name too. */
    public Set<SharedFile> sharedFiles() {
        return tasks.stream().flatMap(task -> task.shared().stream()).collect(Collectors.toSet());
    }

    private long snapshotBytes() {
        return tasks.stream().mapToLong(task -> task.file().bytes()).sum();
    }

    /** What a checkpoint was taken for. */
    public enum Kind {
        /** Taken every interval, and replaced by later ones. */
        CHECKPOINT,
        /** Taken on request, and kept until it is deleted. */
        SAVEPOINT,
        /** Taken when the topology was stopped. */
        STOP,
        /** Taken when all sources had ended. */
        END
    }

    /**
     * One task in it.
     *
     * @param stage number of the stage
     * @param operators names of its operators, the first being the root
     * @param task number of the task
     * @param parallelism number of tasks of the stage
     * @param isEnded whether the task had ended
     * @param file its snapshot
     * @param shared files beside it, which other checkpoints may name too
     */
    public record TaskEntry(
            int stage,
            List<String> operators,
            int task,
            int parallelism,
            boolean isEnded,
            SnapshotFile file,
            List<SharedFile> shared) {

        /** Keeps its own copies. */
        public TaskEntry {
            operators = List.copyOf(operators);
            shared = List.copyOf(shared);
        }

        /** A task whose snapshot holds everything. */
        public TaskEntry(
                int stage, List<String> operators, int task, int parallelism, boolean isEnded, SnapshotFile file) {
            this(stage, operators, task, parallelism, isEnded, file, List.of());
        }
    }
}
