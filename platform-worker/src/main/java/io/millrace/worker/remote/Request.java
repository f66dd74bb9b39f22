package io.millrace.worker.remote;

/**
 * What a member asks of whoever leads. It is answered with a {@link Reply} of the same number, unless the way there or back is
 * lost.
 */
public sealed interface Request extends Message {

    /** Number of the request, which the member has given to no other. */
    long id();

    /** The topology is to be started again. */
    record Start(String topology, long id) implements Request {}

    /** The topology is to be stopped. */
    record Stop(String topology, long id) implements Request {}

    /** A savepoint is to be taken. */
    record Savepoint(String topology, long id) implements Request {}

    /** What is kept of checkpoints is to be listed. */
    record Checkpoints(String topology, long id) implements Request {}

    /** A savepoint is to be deleted. */
    record DeleteSavepoint(String topology, long id, long checkpointId) implements Request {}
}
