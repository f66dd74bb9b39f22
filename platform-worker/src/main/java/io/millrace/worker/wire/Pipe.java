package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;

/**
 * One transport connection, as the wire sees it.
 *
 * <p><b>Contract.</b> Bytes arrive at the other end in order and without gaps, or not at all from some point on. No method
 * blocks, throws, or calls back into the wire before it returns.
 *
 * <p><b>Thread.</b> Any, several at once. What one thread sends goes in the order of its calls, and so does what several
 * threads send one after the other under a lock.
 */
public interface Pipe {

    /**
     * Sends bytes. How many may wait in here is bounded by credit, save for a few small frames.
     *
     * <p><b>Ownership.</b> The buffer is the pipe's from now on, also if it is closed.
     */
    void send(ByteBuf bytes);

    /** Closes the connection after what was sent before, as far as that can still be written. May be called again. */
    void close();

    /**
     * What is peculiar to the secured connection below and known at both ends, such as the digest of the server's
     * certificate (RFC 5929, "tls-server-end-point"); empty without TLS. Goes into the proofs, so that they cannot be
     * passed on over another connection.
     */
    default byte[] channelBinding() {
        return new byte[0];
    }
}
