package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * Writes a file that several checkpoints may name.
 *
 * <p><b>Thread.</b> Used by one; may block.
 */
public interface SharedWriter extends AutoCloseable {

    /** Appends bytes, which are copied or written before this returns. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Ends the file. A crash of the machine may lose it, until a checkpoint that names it is decided. */
    SharedFile finish() throws IOException;

    /** Gives the file up, unless it is finished. */
    @Override
    void close();
}
