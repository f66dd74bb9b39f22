package io.millrace.worker.checkpoint;

/** A decided checkpoint, or a file of it, is not what was written; the message names the file. */
public final class DamagedCheckpointException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;

    /** Makes an exception. */
    public DamagedCheckpointException(String file, String message) {
        super(message);
        this.file = file;
    }

    /** Makes an exception. */
    public DamagedCheckpointException(String file, String message, Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    /** The damaged file. */
    public String file() {
        return file;
    }
}
