package io.millrace.status;

import java.time.Duration;
import java.util.Map;

/**
 * A checkpoint that was decided.
 *
 * @param id its number
 * @param kind what it was taken for: CHECKPOINT, SAVEPOINT, STOP or END
 * @param completedAtMillis when it was decided, in milliseconds since 1970
 * @param duration from asking for it to its being decided
 * @param alignment longest time that the inputs of a task waited for each other
 * @param freeze longest time from the last barrier's coming to a task to the task's going on
 * @param write time that writing the state took
 * @param bytes size of all files, also of those that earlier checkpoints wrote
 * @param addedBytes bytes that were written for it
 * @param slowestTask the task whose snapshot came last
 * @param transactions number of transactions of sinks that it decided
 * @param stateBytes bytes of keyed state, by operator
 */
public record CheckpointSummary(
        long id,
        String kind,
        long completedAtMillis,
        Duration duration,
        Duration alignment,
        Duration freeze,
        Duration write,
        long bytes,
        long addedBytes,
        String slowestTask,
        int transactions,
        Map<String, Long> stateBytes) {

    /** Keeps its own copy of the sizes. */
    public CheckpointSummary {
        stateBytes = Map.copyOf(stateBytes);
    }

    /** A checkpoint that shares nothing with others, and of which the sizes by operator are not known. */
    public CheckpointSummary(
            long id,
            String kind,
            long completedAtMillis,
            Duration duration,
            Duration alignment,
            Duration freeze,
            Duration write,
            long bytes,
            String slowestTask,
            int transactions) {
        this(
                id,
                kind,
                completedAtMillis,
                duration,
                alignment,
                freeze,
                write,
                bytes,
                bytes,
                slowestTask,
                transactions,
                Map.of());
    }
}
