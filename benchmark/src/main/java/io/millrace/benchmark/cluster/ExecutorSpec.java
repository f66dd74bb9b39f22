package io.millrace.benchmark.cluster;

import io.millrace.partition.KeyGroups;
import io.millrace.partition.StableHash;
import io.millrace.worker.plan.Placement;
import java.util.List;

/**
 * What an executor is told when it starts.
 *
 * @param self its number
 * @param addresses of all executors
 * @param folder where checkpoints go
 * @param job what they run together
 */
record ExecutorSpec(int self, List<String> addresses, String folder, JobSpec job) {

    /** Number of executors. */
    int executors() {
        return addresses.size();
    }

    /** Which task runs where. */
    Placement placement() {
        int executors = executors();
        return job.isTogether() ? Placement.inTurn(executors) : (stage, task) -> stage % executors;
    }

    /** Whether the records of a key stay in the executor that reads them. */
    boolean isLocal(String key) {
        int task = new KeyGroups(KeyGroups.DEFAULT_COUNT).taskOfHash(StableHash.of(key), job.parallelism());
        return placement().executorOf(1, task) == self;
    }
}
