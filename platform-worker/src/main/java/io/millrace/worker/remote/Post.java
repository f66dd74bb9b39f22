package io.millrace.worker.remote;

/** Sends messages to other executors, in order; what is lost on the way is reported as the loss of the executor. */
@FunctionalInterface
public interface Post {

    /** Sends a message; false if it cannot be sent now, because there is no connection. */
    boolean send(int executor, byte[] message);
}
