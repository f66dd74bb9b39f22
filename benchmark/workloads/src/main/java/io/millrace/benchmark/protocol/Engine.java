package io.millrace.benchmark.protocol;

import io.millrace.benchmark.workload.Tally;

/**
 * A way to do the workloads.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public interface Engine extends AutoCloseable {

    /** Name, as results show it. */
    String name();

    /** Does a workload once, from its first event to its last result, and yields the fingerprint of the results. */
    Tally run(RunSpec spec) throws Exception;

    @Override
    void close();
}
