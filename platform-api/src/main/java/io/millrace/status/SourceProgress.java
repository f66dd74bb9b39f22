package io.millrace.status;

import org.jspecify.annotations.Nullable;

/**
 * How far a task of a source has come with its splits.
 *
 * @param splits number of its splits that have not ended
 * @param idleSplits number of those that count as idle, and so hold nobody back
 * @param silentSinceMillis since when none of its splits has given anything, in milliseconds since 1970; 0 if one has, or if
 *     there is none
 * @param slowest of the splits that are not idle the one that has promised least, and so holds the watermark of the task; null
 *     if there is none
 */
public record SourceProgress(
        int splits,
        int idleSplits,
        long silentSinceMillis,
        @Nullable Split slowest) {

    /**
     * How far a split is.
     *
     * @param name name of the split
     * @param watermarkMillis what it has promised; {@code Long.MIN_VALUE} for nothing yet
     * @param silentSinceMillis since when it has given nothing, in milliseconds since 1970; 0 if it has, or has not been read
     */
    public record Split(String name, long watermarkMillis, long silentSinceMillis) {}
}
