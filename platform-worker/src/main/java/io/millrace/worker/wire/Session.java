package io.millrace.worker.wire;

import org.jspecify.annotations.Nullable;

/**
 * What outlives a connection: the channels of one direction between us and one executor.
 *
 * <p><b>Thread.</b> Everything but {@link #link} is guarded by the session itself. The I/O thread takes that lock for each
 * frame and has it to itself, unless channels are made or closed or another connection takes over. Tasks take no lock.
 */
abstract class Session {

    final int executor;

    /** The connection that is in use, which is the one that came last. Written under the lock, read by tasks. */
    volatile @Nullable Link link;

    Session(int executor) {
        this.executor = executor;
    }

    /** Takes a connection into use, in place of an older one. */
    abstract void attach(Link next, Hello hello, Notices notices) throws WireFault;

    /** Takes a frame of the connection in use. */
    abstract void onFrame(FrameType type, Frame frame, Notices notices) throws WireFault;

    /** Goes on without a connection, if it is this one that was in use. */
    abstract void detach(Link gone, String reason, Notices notices);

    static WireFault unexpected(FrameType type) {
        return new WireFault(
                ErrorCode.PROTOCOL, "Frame comes at the wrong time or in the wrong direction: type=" + type);
    }
}
