package io.millrace.worker.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Consumer's end of a channel, whose other end may be in this process or in another one.
 *
 * <p><b>Thread.</b> Owned by the consuming task; {@link #fill} and {@link #bytesIn} may be called by any thread.
 */
public interface Inlet {

    /** Takes the oldest batch, or null if there is none; no other is taken before this one is released. */
    @Nullable
    Batch poll();

    /** Gives a used batch back. */
    void release(Batch batch);

    /** How much waits in the channel, as a share of what it holds, from 0 to 1. */
    double fill();

    /** Bytes that have been taken from another process; 0 if the other end is in this one. */
    default long bytesIn() {
        return 0;
    }
}
