package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.List;

/**
 * The few things that a store asks of a file system. Paths are relative to a root, with {@code /} between names; the empty
 * path is the root.
 *
 * <p><b>Contract.</b> What is written to a file is kept for good by {@link Output#sync}, and not before. That a file is in a
 * folder under a name, or no longer, is kept for good by {@link #syncFolder}, and not before. What is not kept for good may
 * survive a crash, in part or in full. An operation that failed may have had its effect. A file that is missing makes a
 * {@link java.nio.file.NoSuchFileException}.
 *
 * <p><b>Thread.</b> May be used by several at once; everything may block.
 */
public interface Disk {

    /** Makes a folder in one that exists, unless it is there. */
    void makeFolder(String folder) throws IOException;

    /** The names in a folder, sorted. */
    List<String> list(String folder) throws IOException;

    /** Begins a new file; one of its name must not exist. */
    Output create(String file) throws IOException;

    /** Opens a file that exists. */
    Input open(String file) throws IOException;

    /** Gives a file another name in the same folder, in one step; what had that name is replaced. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or an empty folder, if it is there. */
    void delete(String path) throws IOException;

    /** Keeps for good which names a folder holds. */
    void syncFolder(String folder) throws IOException;

    /** Takes a file for as long as the process lives, or until it is given back; fails if somebody else has it. */
    Lock lock(String file) throws IOException;

    /** Where a path lies, for messages to people. */
    String locate(String path);

    /**
     * A file being written, from its begin to its end.
     *
     * <p><b>Thread.</b> Used by one.
     */
    interface Output extends AutoCloseable {

        /** Appends all of these bytes. */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Keeps for good what was written. After a failure nothing is known of it, not even if it is asked again. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * A file being read.
     *
     * <p><b>Thread.</b> Used by one.
     */
    interface Input extends AutoCloseable {

        /** Length of the file in bytes. */
        long bytes() throws IOException;

        /** Reads exactly so many bytes from a position on; fails with an {@link java.io.EOFException} if there are fewer. */
        void read(long position, byte[] bytes, int offset, int length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A file taken. */
    interface Lock extends AutoCloseable {

        /** Gives it back. */
        @Override
        void close();
    }
}
