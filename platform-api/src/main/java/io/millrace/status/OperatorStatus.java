package io.millrace.status;

import java.util.Map;

/**
 * What is known of a step, over all its tasks.
 *
 * @param name name of the step
 * @param stage name of the stage that it is fused into
 * @param parallelism number of tasks
 * @param recordsIn records taken
 * @param recordsOut records given to the main output
 * @param sideRecordsOut records given to each side output that somebody reads, by its name
 * @param skippedRecords records left out because the code threw for them
 * @param deadLetters records that became dead letters because the code threw for them
 * @param retries calls of the code for records for which it had thrown before
 * @param lateRecords records that came too late for all their windows
 * @param watermarkMillis lowest watermark over the tasks; {@code Long.MIN_VALUE} for none yet
 * @param maxOverflow most records that ever waited in a task because its output was full
 */
public record OperatorStatus(
        String name,
        String stage,
        int parallelism,
        long recordsIn,
        long recordsOut,
        Map<String, Long> sideRecordsOut,
        long skippedRecords,
        long deadLetters,
        long retries,
        long lateRecords,
        long watermarkMillis,
        long maxOverflow) {

    /** Keeps its own copy of the side outputs. */
    public OperatorStatus {
        sideRecordsOut = Map.copyOf(sideRecordsOut);
    }
}
