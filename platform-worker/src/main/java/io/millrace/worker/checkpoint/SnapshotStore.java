package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * Keeps the snapshots of the tasks of one topology. Which of them make up a checkpoint is decided by whoever has the {@link
 * CheckpointStore}; processes that only run tasks need no more than this.
 *
 * <p><b>Thread.</b> May be used by several at once; everything here may block.
 */
public interface SnapshotStore {

    /**
     * A checkpoint or savepoint that was decided, read back.
     *
     * @throws DamagedCheckpointException if it, or a file of it, cannot be read or is not what was written
     * @throws IOException if there is none of this number
     */
    Manifest read(long checkpointId) throws IOException, DamagedCheckpointException;

    /**
     * Whether an attempt to run a region has been followed by another one, as far as this process sees it. Its sinks would give
     * up what that one has written.
     */
    default boolean isFollowed(int region, long attempt) throws IOException {
        return false;
    }

    /** Begins a file of a checkpoint that is not decided. */
    SnapshotWriter create(long checkpointId, String file) throws IOException;

    /**
     * Begins a file of a checkpoint that is not decided, which later checkpoints may name too. It belongs to the store, and is
     * deleted when no checkpoint is left that names it.
     *
     * @param name its name among the files of this checkpoint
     */
    SharedWriter share(long checkpointId, String name) throws IOException;

    /**
     * Whether a decided checkpoint names a file, and it is there in its length: then a later one may name it, and it need not
     * be written again. Its bytes are not read.
     */
    boolean holds(SharedFile file) throws IOException;

    /** Opens a file that a decided checkpoint names. */
    SharedReader openShared(SharedFile file) throws IOException, DamagedCheckpointException;

    /** Opens a file of a checkpoint that is decided. */
    SnapshotReader open(long checkpointId, SnapshotFile file) throws IOException, DamagedCheckpointException;
}
