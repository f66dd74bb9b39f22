package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the checkpoints of one topology.
 *
 * <p><b>Contract.</b> A checkpoint is decided at one point: in {@link #complete}. Before it nobody will ever restore it;
 * after it the checkpoint, or a later one, is what a restart goes on from. Numbers of checkpoints and of attempts are never
 * used twice, also not after a crash.
 *
 * <p><b>Thread.</b> May be used by several at once; everything here may block. {@link #complete}, {@link #discard}, {@link
 * #retain} and {@link #finish} are called by one at a time.
 */
public interface CheckpointStore extends SnapshotStore, AutoCloseable {

    /** Takes the next number of an attempt to run a region; kept for good before this returns, as that of the region. */
    long nextAttempt(int region) throws IOException;

    /** The last attempt of each region. */
    Map<Integer, Long> attempts() throws IOException;

    /** Takes the next number of a checkpoint, kept for good before this returns. */
    long nextCheckpoint() throws IOException;

    /**
     * The checkpoint that was decided last, read back in full. Who does not decide any more is told so, and gets none.
     *
     * @return empty if there is none: nothing was ever decided, or the last run has finished
     * @throws DamagedCheckpointException if it, or a file of it, cannot be read or is not what was written
     */
    Optional<Manifest> latest() throws IOException, DamagedCheckpointException;

    /** Number of the checkpoint that {@link #latest} would give, without reading it back, or 0. Who does not decide may be told less. */
    long latestId() throws IOException;

    /** What is kept of each decided checkpoint, the newest first; what of it cannot be read is said in the entry. */
    List<StoredCheckpoint> list() throws IOException;

    /**
     * Decides a checkpoint: reads its files back, keeps its manifest, and lets the pointer name it. Of the shared files that a
     * decided checkpoint names already only presence and length are looked at. A savepoint names none.
     *
     * @throws IOException if it could not be decided. It may have been all the same, if the fault came after the decision and
     *     {@link #latest} says so
     */
    void complete(Manifest manifest) throws IOException, DamagedCheckpointException;

    /** Forgets a checkpoint that was not decided. */
    void discard(long checkpointId) throws IOException;

    /** Deletes the oldest checkpoints, but for so many and for all savepoints. */
    void retain(int checkpoints) throws IOException;

    /** Deletes a savepoint. */
    void deleteSavepoint(long checkpointId) throws IOException;

    /** The run has finished and will not be gone on with: the next start finds no checkpoint. Savepoints and numbers stay. */
    void finish() throws IOException;

    @Override
    void close();
}
