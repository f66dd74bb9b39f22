package io.millrace.worker.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Words for what is wrong with a file. */
final class Damage {

    private static final String REMEDY =
            "; bring the file back from a copy, or choose another checkpoint, which may repeat what sinks have committed";

    private Damage() {}

    /** A file is damaged in this way. */
    static DamagedCheckpointException of(String file, String fact) {
        return new DamagedCheckpointException(
                file, "File of checkpoints is damaged: file=" + file + ", fault=" + fact + REMEDY);
    }

    /** A file could not be read. That it is of a newer format is not damage, and is thrown. */
    static DamagedCheckpointException of(String file, IOException fault) throws NewerFormatException {
        if (fault instanceof NewerFormatException newer) {
            throw newer;
        }
        String fact = "cannot be read, " + fault;
        if (fault instanceof NoSuchFileException) {
            fact = "is missing";
        } else if (fault instanceof EOFException) {
            fact = "is too short";
        }
        return new DamagedCheckpointException(
                file, "File of checkpoints is damaged: file=" + file + ", fault=" + fact + REMEDY, fault);
    }
}
