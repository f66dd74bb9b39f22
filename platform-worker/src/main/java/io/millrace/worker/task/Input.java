package io.millrace.worker.task;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Inlet;
import org.jspecify.annotations.Nullable;

/**
 * Consumer's end of a channel: the batch at hand and how far it has been read.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class Input {

    private final Inlet channel;
    private final int ordinal;
    private final boolean isEmpty;
    private @Nullable Batch batch;
    private int position;

    Input(Inlet channel, int ordinal, boolean isEmpty) {
        this.channel = channel;
        this.ordinal = ordinal;
        this.isEmpty = isEmpty;
    }

    int ordinal() {
        return ordinal;
    }

    /** Whether it is known that no record will come. */
    boolean isEmpty() {
        return isEmpty;
    }

    /** The batch at hand, or the next one; null if there is none. */
    @Nullable
    Batch current() {
        if (batch == null) {
            batch = channel.poll();
            position = 0;
        }
        return batch;
    }

    boolean hasBatch() {
        return current() != null;
    }

    /** How full the channel is; any thread. */
    double fill() {
        return channel.fill();
    }

    /** Bytes that have come from another process; any thread. */
    long bytesIn() {
        return channel.bytesIn();
    }

    int position() {
        return position;
    }

    void position(int next) {
        position = next;
    }

    /** Gives the batch back. */
    void finish() {
        Batch used = batch;
        batch = null;
        if (used != null) {
            channel.release(used);
        }
    }
}
