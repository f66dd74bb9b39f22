package io.millrace.benchmark.cluster;

import io.millrace.topology.Topology;

/**
 * A topology, and what those of its tasks that are in this process have done.
 *
 * <p><b>Thread.</b> Any.
 */
interface Job {

    /** The topology; the same in all executors. */
    Topology topology();

    /** Lets each source that is here give so many records more. */
    void give(long records);

    /** Records that have come to the sinks that are here. */
    long arrived();

    /** Begins to time records: those that are due from now on. */
    void beginTiming();

    /** Ends the timing, and says what came of it. */
    Latencies endTiming() throws InterruptedException;

    /** Makes what was told. */
    static Job of(ExecutorSpec spec) {
        return switch (spec.job().kind()) {
            case SHUFFLE -> new ShuffleJob(spec);
            case HOPS -> new HopJob();
        };
    }
}
