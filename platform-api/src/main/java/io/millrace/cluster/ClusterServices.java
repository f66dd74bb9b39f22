package io.millrace.cluster;

import java.util.concurrent.Executor;

/** Makes what a cluster needs beside the engine; found with {@link java.util.ServiceLoader}. */
public interface ClusterServices {

    /**
     * Connects to an ensemble of ZooKeeper.
     *
     * @param events calls the listener; one at a time
     * @throws CoordinationException if the settings make no sense, or nobody can be reached
     */
    Coordination connect(ZooKeeperSettings settings, Executor events) throws CoordinationException;

    /** Who decides where tasks run. */
    Scheduler scheduler();
}
