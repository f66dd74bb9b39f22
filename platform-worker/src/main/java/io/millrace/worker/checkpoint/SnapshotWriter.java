package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * Writes one file of a checkpoint: sections, and blocks of bytes that belong to them, in any order.
 *
 * <p><b>Thread.</b> Used by one; may block.
 */
public interface SnapshotWriter extends AutoCloseable {

    /** Begins a section; yields its number in the file, from 0. */
    int section(Section section) throws IOException;

    /**
     * Adds a block to a section. Its bytes are copied or written before this returns.
     *
     * @param entries number of entries in it, which the reader is told
     */
    void block(int section, byte[] bytes, int offset, int length, int entries) throws IOException;

    /** Bytes written so far. */
    long bytes();

    /** Ends the file; when this returns, a crash of the machine does not lose it. */
    SnapshotFile finish() throws IOException;

    /** Gives the file up, unless it is finished. */
    @Override
    void close();
}
