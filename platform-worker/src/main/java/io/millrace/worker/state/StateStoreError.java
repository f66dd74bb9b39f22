package io.millrace.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * The store under the state of a task has failed, or an entry cannot be written to it. The task has to end and go on from its
 * checkpoint. An error, and not an exception: it comes up in calls of user code, whose records must not be left out for it.
 */
public final class StateStoreError extends Error {

    private static final long serialVersionUID = 1L;

    /** Makes an error; the message says which state it is about, and what to do. */
    public StateStoreError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
