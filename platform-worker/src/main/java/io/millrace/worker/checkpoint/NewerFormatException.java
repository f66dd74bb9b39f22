package io.millrace.worker.checkpoint;

import java.io.IOException;

/** A file is whole, but of a format that is newer than this code. */
final class NewerFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    NewerFormatException(String file, int version, int known) {
        super("File of checkpoints has a newer format: file=" + file + ", version=" + version + ", knownVersion="
                + known + "; start with the release of Millrace that wrote it, or a later one");
    }
}
