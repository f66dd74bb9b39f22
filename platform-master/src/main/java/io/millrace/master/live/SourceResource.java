package io.millrace.master.live;

import io.millrace.status.SourceProgress;
import io.millrace.time.EventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a task of a source has come with its splits.
 *
 * @param splits number of its splits that have not ended
 * @param idleSplits number of those that count as idle, and so hold nobody back
 * @param silentSince since when none of its splits has given anything, or null if one has
 * @param slowest of the splits that are not idle the one that holds the watermark of the task, or null
 */
public record SourceResource(
        int splits,
        int idleSplits,
        @Nullable Instant silentSince,
        @Nullable SplitResource slowest) {

    static @Nullable SourceResource of(@Nullable SourceProgress source) {
        if (source == null) {
            return null;
        }
        SourceProgress.Split slowest = source.slowest();
        return new SourceResource(
                source.splits(),
                source.idleSplits(),
                since(source.silentSinceMillis()),
                slowest == null ? null : SplitResource.of(slowest));
    }

    private static @Nullable Instant since(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * A split.
     *
     * @param name its name
     * @param watermark what it has promised, or null for nothing yet
     * @param silentSince since when it has given nothing, or null if it has
     */
    public record SplitResource(
            String name,
            @Nullable Instant watermark,
            @Nullable Instant silentSince) {

        static SplitResource of(SourceProgress.Split split) {
            return new SplitResource(
                    split.name(),
                    EventTime.isValid(split.watermarkMillis()) ? Instant.ofEpochMilli(split.watermarkMillis()) : null,
                    since(split.silentSinceMillis()));
        }
    }
}
