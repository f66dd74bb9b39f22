package io.millrace.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of dead letters.
 *
 * @param action what is to be done
 * @param ids which letters, at most {@value #MAX_IDS}; null for all
 */
public record DeadLetterWish(Action action, @Nullable List<String> ids) {

    /** Most letters that can be named. */
    public static final int MAX_IDS = 1000;

    /**
     * Keeps its own copy.
     *
     * @throws IllegalArgumentException if it names none, or too many
     */
    public DeadLetterWish {
        if (ids != null && (ids.isEmpty() || ids.size() > MAX_IDS)) {
            throw new IllegalArgumentException("Number of dead letters is out of range: ids=" + ids.size()
                    + "; name 1 to " + MAX_IDS + ", or say that it is for all");
        }
        ids = ids == null ? null : List.copyOf(ids);
    }

    /** What can be done. */
    public enum Action {
        /** Give the records to their steps again. */
        REPLAY,
        /** Keep the letters no longer. */
        DROP
    }
}
