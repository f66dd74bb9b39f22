package io.millrace.worker.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one task where they lie in files.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
public interface TableFiles {

    /** Freezes the files, when all tables have been frozen; null if there are none, or checkpoints are not to consist of them. */
    @Nullable
    FrozenFiles freezeFiles();

    /** Makes an empty folder for files that are to be adopted. */
    Path newFolder() throws IOException;

    /** Takes over files that were frozen once, before anything else is stored. The folder belongs to the tables then. */
    void adopt(Path folder);
}
