package io.millrace.control;

/** There is no checkpoint of a number. */
public final class UnknownCheckpointException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Says what was looked for and what there is. */
    public UnknownCheckpointException(String message) {
        super(message);
    }
}
