package io.millrace.worker.task;

import io.millrace.status.SourceProgress;
import io.millrace.worker.measure.TaskTimes;
import io.millrace.worker.snapshot.TaskId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one task at one moment. All that grows is counted since the task was built.
 *
 * @param id its name in checkpoints
 * @param stage name of the stage, for people
 * @param index number among the tasks of its stage, from 0
 * @param operators names of the steps in it
 * @param spent how it has spent its time since it was given to a thread
 * @param counters what is counted of its operators, the first one first, as of the end of a recent call; behind them come those
 *     that are counted here for steps that read from it
 * @param bytesIn bytes taken from other processes, with the headers of frames
 * @param bytesOut bytes sent to other processes, with the headers of frames
 * @param queueFillMean how full its inputs are, from 0 to 1, on average; -1 if it has none
 * @param queueFillMax how full the fullest of them is; -1 if it has none
 * @param watermarkMillis watermark that its first operator has seen last, or that a source has passed on
 * @param stateEntries entries of keyed state by operator that keeps some, timers left out, as of a call after the last look;
 *     -1 as long as that is not known
 * @param source how far it has come with its splits, as of a call after the last look; null if it reads none, or as long as that
 *     is not known
 */
public record TaskMetrics(
        TaskId id,
        String stage,
        int index,
        List<String> operators,
        TaskTimes.Spent spent,
        List<OperatorCounters.Snapshot> counters,
        long bytesIn,
        long bytesOut,
        double queueFillMean,
        double queueFillMax,
        long watermarkMillis,
        Map<String, Long> stateEntries,
        @Nullable SourceProgress source) {

    /** Takes copies. */
    public TaskMetrics {
        operators = List.copyOf(operators);
        counters = List.copyOf(counters);
        stateEntries = Map.copyOf(stateEntries);
    }
}
