package io.millrace.worker.checkpoint;

import java.io.IOException;

/** Somebody else has a folder of checkpoints. */
public final class FolderInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String owner;

    FolderInUseException(String file, String owner) {
        super("Folder of checkpoints is in use: file=" + file + ", by=" + owner
                + "; stop the other one, or name another folder");
        this.owner = owner;
    }

    /** Who has it, as far as that can be told. */
    public String owner() {
        return owner;
    }
}
