package io.millrace.worker.supervise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topology cannot go on from what is kept of it, and must not begin anew by itself; the message says why. */
public final class RestoreRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<String> subjects;

    RestoreRefusedException(String topology, Reason reason, List<String> subjects, String message) {
        this(topology, reason, subjects, message, null);
    }

    RestoreRefusedException(
            String topology, Reason reason, List<String> subjects, String message, @Nullable Throwable cause) {
        super("Topology cannot go on: topology=" + topology + "; " + message, cause);
        this.reason = reason;
        this.subjects = List.copyOf(subjects);
    }

    /** Why it cannot go on. */
    public Reason reason() {
        return reason;
    }

    /** What the reason is about: operators without an owner, savepoints that there are, a file. */
    public List<String> subjects() {
        return subjects;
    }

    /** Why a topology cannot go on. */
    public enum Reason {
        /** State is kept of an operator that there is no more. */
        UNOWNED_STATE,
        /** The savepoint to begin with is not there. */
        UNKNOWN_SAVEPOINT,
        /** The checkpoint was taken of another topology. */
        OTHER_TOPOLOGY,
        /** The number of key groups was another one. */
        KEY_GROUPS,
        /** A file is not what was written. */
        DAMAGED
    }
}
