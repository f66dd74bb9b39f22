package io.millrace.worker.autoconfigure.actuator;

import io.millrace.status.OperatorStatus;
import io.millrace.topology.ErrorPolicy;
import io.millrace.topology.TopologyDescription.InputDescription;
import io.millrace.topology.TopologyDescription.StepDescription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a topology with its counters.
 *
 * @param name name of the step
 * @param kind what kind of step it is
 * @param stage name of the stage that it is fused into, or null before the first start
 * @param parallelism number of tasks; before the first start the declared one, or null for none
 * @param blocking whether its code may block
 * @param errorPolicy what becomes of a record for which its code throws
 * @param retries how often its code is called again for a record before that
 * @param inputs edges into it
 * @param outputType type of its main output, or null if it is not known
 * @param recordsIn records taken
 * @param recordsOut records given to the main output
 * @param sideRecordsOut records given to each side output that somebody reads, by its name
 * @param skippedRecords records left out because the code threw for them
 * @param deadLetters records that became dead letters because the code threw for them
 * @param retriedCalls calls of the code for records for which it had thrown before
 * @param lateRecords records that came too late for all their windows
 * @param watermark lowest watermark over the tasks, or null for none yet and when its input has ended
 * @param maxOverflow most records that ever waited in a task because its output was full
 */
record OperatorDescriptor(
        String name,
        String kind,
        @Nullable String stage,
        @Nullable Integer parallelism,
        boolean blocking,
        ErrorPolicy errorPolicy,
        int retries,
        List<InputDescription> inputs,
        @Nullable String outputType,
        long recordsIn,
        long recordsOut,
        Map<String, Long> sideRecordsOut,
        long skippedRecords,
        long deadLetters,
        long retriedCalls,
        long lateRecords,
        @Nullable Instant watermark,
        long maxOverflow) {

    static OperatorDescriptor of(StepDescription step, @Nullable OperatorStatus status) {
        return new OperatorDescriptor(
                step.name(),
                step.kind(),
                status == null ? null : status.stage(),
                status == null ? step.parallelism() : Integer.valueOf(status.parallelism()),
                step.isBlocking(),
                step.errorPolicy(),
                step.retries(),
                step.inputs(),
                step.outputType(),
                status == null ? 0 : status.recordsIn(),
                status == null ? 0 : status.recordsOut(),
                status == null ? Map.of() : status.sideRecordsOut(),
                status == null ? 0 : status.skippedRecords(),
                status == null ? 0 : status.deadLetters(),
                status == null ? 0 : status.retries(),
                status == null ? 0 : status.lateRecords(),
                status == null ? null : Watermarks.instant(status.watermarkMillis()),
                status == null ? 0 : status.maxOverflow());
    }
}
