package io.millrace.worker.snapshot;

import java.io.IOException;
import java.util.List;

/**
 * The files under the tables of a task, as they were at a barrier. It is found out later whether they still can be told from
 * what was written after it.
 *
 * <p><b>Thread.</b> {@link #release} is for the task, everything else for the background.
 */
public interface FrozenFiles {

    /** Takes hold of the files if they are complete; waits for nothing. The sooner, the likelier they are exact. */
    void tryHold();

    /**
     * Whether the files hold exactly what was frozen. Waits until they are complete.
     *
     * @throws IllegalStateException if the task was closed meanwhile, or the store has failed
     */
    boolean areExact();

    /** The files; only if they are exact. */
    List<FrozenFile> files();

    /**
     * Reads from a file, up to so many bytes as the buffer has.
     *
     * @throws IllegalStateException if what was frozen can be read no longer
     */
    int read(FrozenFile file, long position, byte[] buffer) throws IOException;

    /** Everything has been read. */
    void done();

    /** Gives the files up, by the task. */
    void release();

    /**
     * A file.
     *
     * @param name its name
     * @param bytes its length
     * @param isShared whether it never changes, and may come again under this name
     */
    record FrozenFile(String name, long bytes, boolean isShared) {}
}
