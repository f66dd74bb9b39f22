package io.millrace.worker.remote;

/** What executors say to each other. */
public sealed interface Message permits Command, Report, Request, Reply, TopologyPicture, Unreached {

    /** The topology that it is about. */
    String topology();

    /** Whether it is for those who are part of the topology here, and not for the executor as such. */
    default boolean isForTopology() {
        return this instanceof Command || this instanceof Report;
    }
}
