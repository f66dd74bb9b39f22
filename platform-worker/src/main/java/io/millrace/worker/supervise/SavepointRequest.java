package io.millrace.worker.supervise;

/**
 * Somebody waits for a savepoint.
 *
 * <p><b>Contract.</b> One of the methods is called, once; neither blocks nor throws.
 *
 * <p><b>Thread.</b> Called by the supervisor's thread.
 */
public interface SavepointRequest {

    /** The savepoint is there. */
    void onTaken(long checkpointId);

    /** There will be none. */
    void onFailed(String reason);
}
