package io.millrace.worker.wire;

import java.util.List;

/**
 * Learns what happens on the wire.
 *
 * <p><b>Thread.</b> Called by the I/O thread of a connection, or by the thread that called the wire; several at once for
 * different executors. No lock of the wire is held, so the wire may be called. Must not block.
 */
public interface WireListener {

    /** Number of an executor that did not come as far as to say it. */
    int UNKNOWN = -1;

    /** Our connection to an executor is open: what we send goes there. */
    void onConnected(int executor);

    /** Our connection to an executor, which was open, is not any more. */
    void onDisconnected(int executor, String reason);

    /**
     * Frames were sent and did not arrive, as a new connection has shown. Both executors learn it. The channels are at
     * their end: they take and yield nothing any more.
     *
     * @param channels those that lost some; may be empty if only messages were lost
     * @param messagesLost whether some of {@link Wire#send} were lost
     */
    void onLost(int executor, List<LostChannel> channels, boolean messagesLost, String reason);

    /** A message of {@link Wire#send}; in the order in which they were sent. */
    void onMessage(int fromExecutor, byte[] message);

    /**
     * An executor does not want us, or we do not want it: the secret, the version, the types. It makes no sense to try
     * again before something has been changed.
     *
     * @param executor its number, or {@link #UNKNOWN}
     */
    void onRefused(int executor, String reason);
}
