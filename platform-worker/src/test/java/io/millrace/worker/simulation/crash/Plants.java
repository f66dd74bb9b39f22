package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.remote.LeaseTerms;
import io.millrace.worker.remote.PeerEvents;
import java.util.function.LongSupplier;

/**
 * What is put between a cluster and its parts to make it do wrong on purpose, so that it is seen whether the judge finds out.
 * Nothing, unless a test says otherwise.
 */
interface Plants {

    /** A cluster as it is. */
    Plants NONE = new Plants() {};

    /** What a member keeps snapshots in. */
    default SnapshotStore snapshots(SnapshotStore store) {
        return store;
    }

    /** What a leader keeps checkpoints in. */
    default CheckpointStore checkpoints(CheckpointStore store) {
        return store;
    }

    /** What a member hears. */
    default PeerEvents hearing(PeerEvents agent) {
        return agent;
    }

    /** Numbers of the sessions of a leader. */
    default LongSupplier sessions(LongSupplier ofLeader) {
        return ofLeader;
    }

    /** What a leader hears. */
    default PeerEvents leading(PeerEvents host) {
        return host;
    }

    /** Leases, as a leader understands them. */
    default LeaseTerms leases(LeaseTerms terms) {
        return terms;
    }

    /** Whether two lead at once, under one epoch. */
    default boolean electsTwo() {
        return false;
    }

    /** Whether documents are changed by leaders that were replaced. */
    default boolean allowsAllEpochs() {
        return false;
    }

    /** Whether a task counts as closed as soon as it is told to close. */
    default boolean closesEarly() {
        return false;
    }
}
