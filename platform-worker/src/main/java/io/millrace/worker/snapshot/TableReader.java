package io.millrace.worker.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the entries of tables out of their files, whatever backend is in use.
 *
 * <p><b>Thread.</b> Any.
 */
public interface TableReader {

    /** Reads none: there is nothing that could write them. */
    TableReader NONE = new TableReader() {
        @Override
        public void requireUsable() {
            throw new IllegalStateException(
                    "Checkpoint consists of files of tables, and nothing can read them;" + " go on from a savepoint");
        }

        @Override
        public Path newFolder() {
            throw new IllegalStateException("Nothing can read files of tables");
        }

        @Override
        public StoredTables open(Path folder) {
            throw new IllegalStateException("Nothing can read files of tables: folder=" + folder);
        }
    };

    /**
     * Makes sure that files can be read.
     *
     * @throws IllegalStateException if they cannot; the message says what to do
     */
    void requireUsable();

    /** Makes an empty folder for files that are to be read. */
    Path newFolder() throws IOException;

    /** Opens the tables in a folder, which is deleted when they are closed. */
    StoredTables open(Path folder);
}
