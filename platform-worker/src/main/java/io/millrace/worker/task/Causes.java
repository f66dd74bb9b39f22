package io.millrace.worker.task;

import io.millrace.operator.RecordsFailedException;
import io.millrace.worker.window.ResultFailedException;
import org.jspecify.annotations.Nullable;

/** Looks through what user code threw. */
final class Causes {

    /** A chain of causes may be a circle. */
    private static final int MAX_DEPTH = 32;

    private Causes() {}

    /** The first of a type among an exception and its causes, or null if there is none. */
    static <E extends Throwable> @Nullable E find(Throwable thrown, Class<E> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** What user code threw, without what operators have wrapped around it. */
    static Throwable ofUserCode(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean isWrapped = thrown instanceof RecordsFailedException || thrown instanceof ResultFailedException;
        return isWrapped && cause != null ? cause : thrown;
    }
}
