package io.millrace.status;

/**
 * What is known of a step, over all its tasks.
 *
 * @param name name of the step
 * @param stage name of the stage that it is fused into
 * @param parallelism number of tasks
 * @param recordsIn records taken
 * @param recordsOut records given to the main output
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
        long lateRecords,
        long watermarkMillis,
        long maxOverflow) {}
