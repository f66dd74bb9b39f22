package io.millrace.worker.task;

import io.millrace.worker.measure.Histogram;
import java.util.Map;

/**
 * What a task has recorded between two looks.
 *
 * @param processingNanos how long records took in the task, with all that was fused to it and until they were in its output;
 *     at most one record of a call is timed, so the count is not that of the records
 * @param ageMicros by sink of the task, how long before its batch was through each record had left its source; the cause of a
 *     result is the batch that brought the watermark which fired it
 */
public record TaskHistograms(Histogram processingNanos, Map<String, Histogram> ageMicros) {

    /** Takes a copy. */
    public TaskHistograms {
        ageMicros = Map.copyOf(ageMicros);
    }
}
