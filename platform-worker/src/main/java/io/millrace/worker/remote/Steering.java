package io.millrace.worker.remote;

/** What can be done to the whole of a topology that runs. */
public enum Steering {
    /** Stop it with a last checkpoint. */
    STOP,
    /** End it at once. */
    CANCEL,
    /** Let it come to its end. */
    DRAIN,
    /** Stop it with a last checkpoint and start it again. */
    RESTART
}
