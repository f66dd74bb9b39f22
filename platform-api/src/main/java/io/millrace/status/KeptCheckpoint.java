package io.millrace.status;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint or savepoint as it lies in the data folder.
 *
 * @param id its number
 * @param kind what it was taken for: CHECKPOINT, SAVEPOINT, STOP or END; null if that cannot be read
 * @param createdAtMillis when it was decided, in milliseconds since 1970, or null if that cannot be read
 * @param bytes size of all files
 * @param transactions number of transactions of sinks that it decided
 * @param fault what is wrong with it, or null if nothing is known to be
 */
public record KeptCheckpoint(
        long id,
        @Nullable String kind,
        @Nullable Long createdAtMillis,
        long bytes,
        int transactions,
        @Nullable String fault) {

    /** Whether it is kept until somebody deletes it. */
    public boolean isSavepoint() {
        return "SAVEPOINT".equals(kind);
    }
}
