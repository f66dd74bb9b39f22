package io.millrace.worker.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Consumer's end of a channel, whose other end may be in this process or in another one.
 *
 * <p><b>Thread.</b> Owned by the consuming task.
 */
public interface Inlet {

    /** Takes the oldest batch, or null if there is none; no other is taken before this one is released. */
    @Nullable
    Batch poll();

    /** Gives a used batch back. */
    void release(Batch batch);
}
