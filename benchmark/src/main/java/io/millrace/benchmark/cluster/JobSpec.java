package io.millrace.benchmark.cluster;

import io.millrace.worker.wire.WireSettings;

/**
 * What executors run together.
 *
 * @param kind which topology
 * @param parallelism tasks of each step
 * @param threads threads of each executor
 * @param isTogether whether each executor has tasks of all stages; otherwise stages are dealt to executors in turn
 * @param isRemoteOnly whether sources leave out the keys whose task is in the same executor
 * @param rate records a second of all sources together, or 0 for as many as are taken
 * @param windowBytes credit that each channel between executors is given at least
 */
record JobSpec(
        Kind kind, int parallelism, int threads, boolean isTogether, boolean isRemoteOnly, long rate, int windowBytes) {

    /** The credit that a channel is given by default. */
    static final int DEFAULT_WINDOW = WireSettings.DEFAULTS.minWindowBytes();

    /** Names of topologies. */
    enum Kind {
        /** {@link ShuffleJob}. */
        SHUFFLE,
        /** {@link HopJob}. */
        HOPS
    }
}
