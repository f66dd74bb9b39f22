package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * Whoever has the store leads no more, and its decisions do not count: nothing was decided, and nothing will be. Not a fault of
 * a disk: whoever gets it lets the topology go and leaves it to the later leader.
 */
public final class NotLeaderException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long epoch;

    NotLeaderException(String ledger, long epoch, Throwable cause) {
        super(
                "Checkpoints are decided by a later leader: ledger=" + ledger + ", epoch=" + epoch
                        + "; nothing was changed, leave the topology to that one",
                cause);
        this.epoch = epoch;
    }

    /** The epoch that is over. */
    public long epoch() {
        return epoch;
    }
}
