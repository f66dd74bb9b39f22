package io.millrace.worker.net;

import io.millrace.worker.wire.Connection;
import io.millrace.worker.wire.Pipe;

/**
 * Whoever has made a connection, or let it in.
 *
 * <p><b>Thread.</b> The channel's.
 */
interface Owner {

    /** The channel is there and secured: begins to speak. */
    Connection begin(Pipe pipe);

    /** Both sides have agreed. */
    void onOpen();

    /** The channel is closed, or could not be secured; once. */
    void onEnd(String reason);

    /** Instead of {@link #onEnd}: it was closed before it was there or secured, and whoever dialled learns elsewhere why. */
    default void onNothing() {}
}
