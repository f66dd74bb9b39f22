package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * Reads a file that several checkpoints may name, from its begin to its end.
 *
 * <p><b>Thread.</b> Used by one; may block.
 */
public interface SharedReader extends AutoCloseable {

    /**
     * The next bytes; yields how many, or -1 at the end.
     *
     * @throws DamagedCheckpointException if the file is not what was written; whether it is, is known at its end only
     */
    int read(byte[] buffer) throws IOException, DamagedCheckpointException;

    @Override
    void close();
}
