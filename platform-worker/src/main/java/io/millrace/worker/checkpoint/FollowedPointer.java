package io.millrace.worker.checkpoint;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The pointer as a process sees it that does not decide. It is read once for each checkpoint that the process takes part in:
 * nothing goes out of it while that is under way, and what comes in need not be seen.
 *
 * <p><b>Thread.</b> May be used by several at once.
 */
final class FollowedPointer {

    private final Source source;
    private long readFor;
    private @Nullable Pointer pointer;

    FollowedPointer(Source source) {
        this.source = source;
    }

    /** Reads the pointer. */
    @FunctionalInterface
    interface Source {

        Pointer read() throws IOException, DamagedCheckpointException;
    }

    /** The process takes part in a checkpoint. */
    synchronized void takesPart(long checkpointId) {
        if (checkpointId != readFor) {
            readFor = checkpointId;
            pointer = null;
        }
    }

    /** The pointer as it was when the checkpoint was under way. */
    synchronized Pointer pointer() throws IOException {
        Pointer known = pointer;
        if (known == null) {
            try {
                known = source.read();
            } catch (DamagedCheckpointException e) {
                throw new IOException(e.getMessage(), e);
            }
            pointer = known;
        }
        return known;
    }
}
