package io.millrace.cluster;

import java.io.IOException;

/** What members agree on cannot be read or changed now. */
public sealed class CoordinationException extends IOException permits StaleEpochException, DocumentConflictException {

    private static final long serialVersionUID = 1L;

    /** Says what failed, and with which values. */
    public CoordinationException(String message) {
        super(message);
    }

    /** Says what failed, with which values, and why. */
    public CoordinationException(String message, Throwable cause) {
        super(message, cause);
    }
}
