package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;

/**
 * What a transport connection tells the wire.
 *
 * <p><b>Contract.</b> No method throws, whatever the bytes are. A connection that the wire gives up is closed by {@link
 * Pipe#close}; {@link #onClosed} is called then too, and what is called after it has no effect.
 *
 * <p><b>Thread.</b> The I/O thread of this connection.
 */
public interface Connection {

    /**
     * Takes bytes that have arrived, in pieces of any size.
     *
     * <p><b>Ownership.</b> The buffer is the wire's from now on.
     */
    void onBytes(ByteBuf bytes);

    /** Learns that the transport is closed, by whomever. */
    void onClosed(String reason);

    /**
     * Learns the time: heartbeats, silence and the deadline of the handshake depend on it. About every second, by a clock
     * that only goes forward.
     */
    void onTick(long nowNanos);

    /** Whether both sides have agreed, and frames go forth and back. */
    boolean isOpen();

    /** Tells the other side why and closes; for an orderly stop. */
    void close(String reason);
}
