package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says to people what the file system has refused, and what they can do. */
final class DiskFaults {

    private DiskFaults() {}

    /** The fault itself where a store decides by it, or one that says more. */
    static IOException explained(Path path, IOException fault) {
        if (fault instanceof NoSuchFileException || fault instanceof FileAlreadyExistsException) {
            return fault;
        }
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("not enough space") || text.contains("quota")) {
            return new IOException(
                    "Disk of checkpoints is full: file=" + path + ", freeBytes=" + freeBytes(path)
                            + "; free space, keep fewer checkpoints, or name another folder",
                    fault);
        }
        if (fault instanceof AccessDeniedException || text.contains("read-only")) {
            return new IOException(
                    "File of a checkpoint cannot be accessed: file=" + path + ", user="
                            + System.getProperty("user.name") + ", cause=" + fault
                            + "; let this user read and write there, or name another folder",
                    fault);
        }
        return new IOException(
                "File of a checkpoint failed: file=" + path + ", cause=" + fault + "; look at the disk that holds it",
                fault);
    }

    private static long freeBytes(Path path) {
        Path folder = path.getParent();
        try {
            return folder == null ? -1 : Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }
}
