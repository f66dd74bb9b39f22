package io.millrace.cluster;

/** A document has another version than expected. */
public final class DocumentConflictException extends CoordinationException {

    private static final long serialVersionUID = 1L;

    /** Says which document. */
    public DocumentConflictException(String message) {
        super(message);
    }
}
