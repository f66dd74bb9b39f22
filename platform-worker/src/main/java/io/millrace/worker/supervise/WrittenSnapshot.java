package io.millrace.worker.supervise;

import io.millrace.worker.checkpoint.Manifest;
import io.millrace.worker.snapshot.CutTimes;
import io.millrace.worker.snapshot.TaskId;
import java.util.Map;

/**
 * The snapshot of a task, as it lies in the store.
 *
 * @param checkpointId the checkpoint that it belongs to
 * @param entry what the manifest says of it
 * @param times how long the parts of the cut took
 * @param transactions transactions in it that wait for the checkpoint to be decided
 * @param stateBytes bytes of keyed state by operator
 */
public record WrittenSnapshot(
        long checkpointId, Manifest.TaskEntry entry, CutTimes times, int transactions, Map<String, Long> stateBytes) {

    /** The task. */
    TaskId task() {
        return new TaskId(entry.stage(), entry.operators(), entry.task(), entry.parallelism());
    }
}
