package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of a checkpoint, block by block in the order in which they were written, each after its checksum has been
 * compared.
 *
 * <p><b>Thread.</b> Used by one; may block.
 */
public interface SnapshotReader extends AutoCloseable {

    /** All sections of the file, by number. */
    List<Section> sections();

    /** Entries in all blocks of a section. */
    long entries(int section);

    /** The next block, or null behind the last. */
    @Nullable
    Block next() throws IOException, DamagedCheckpointException;

    @Override
    void close();

    /**
     * A block.
     *
     * @param section number of its section
     * @param bytes its bytes, which belong to whoever asked for the block
     * @param entries number of entries in it
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
    record Block(int section, byte[] bytes, int entries) {}
}
