package io.millrace.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a task at one moment. What grows is counted since the task was started.
 *
 * @param stage name of the stage that it is an instance of
 * @param task number among the tasks of its stage, from 0
 * @param member number of the member of the cluster that runs it; 0 where there is no cluster
 * @param operators names of the steps in it
 * @param recordsIn records that its first step has taken
 * @param recordsOut records that its last step has given
 * @param bytesIn bytes that have come from other members
 * @param bytesOut bytes that have gone to other members
 * @param busyNanos time in which it was at work
 * @param creditNanos time in which it waited for room in its output
 * @param threadNanos time in which it had work, and its thread did the work of other tasks
 * @param idleNanos time in which there was nothing to do
 * @param queueFill how full the fullest of its inputs is, from 0 to 1; -1 if it has none
 * @param watermarkMillis its watermark; {@code Long.MIN_VALUE} for none yet
 * @param source how far it has come with its splits; null if it reads none, and as long as that is not known
 */
public record TaskStatus(
        String stage,
        int task,
        int member,
        List<String> operators,
        long recordsIn,
        long recordsOut,
        long bytesIn,
        long bytesOut,
        long busyNanos,
        long creditNanos,
        long threadNanos,
        long idleNanos,
        double queueFill,
        long watermarkMillis,
        @Nullable SourceProgress source) {

    /** Keeps its own copy of the names. */
    public TaskStatus {
        operators = List.copyOf(operators);
    }
}
