package io.millrace.worker.supervise;

import org.jspecify.annotations.Nullable;

/** A topology cannot go on from what is kept of it, and must not begin anew by itself; the message says why. */
public final class RestoreRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RestoreRefusedException(String topology, String message) {
        this(topology, message, null);
    }

    RestoreRefusedException(String topology, String message, @Nullable Throwable cause) {
        super("Topology cannot go on: topology=" + topology + "; " + message, cause);
    }
}
