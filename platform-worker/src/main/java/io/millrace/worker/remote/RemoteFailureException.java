package io.millrace.worker.remote;

/** What failed in another process; its text is that of the exception there, with its stack. */
public final class RemoteFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Takes the text. */
    public RemoteFailureException(String message) {
        super(message, null, false, false);
    }
}
