package io.millrace.master.silence;

import org.jspecify.annotations.Nullable;

/**
 * A task of a source.
 *
 * @param step the source
 * @param task number of the task
 * @param splits number of its splits that have not ended
 * @param silentMillis for how long none of them has given anything; 0 if one has
 * @param slowest the split that holds its watermark back, or null
 * @param slowestSilentMillis for how long that one has given nothing; 0 if it has
 * @param slowestWatermarkMillis what that one has promised, or null for nothing yet
 */
public record SourceLook(
        String step,
        int task,
        int splits,
        long silentMillis,
        @Nullable String slowest,
        long slowestSilentMillis,
        @Nullable Long slowestWatermarkMillis) {

    long promisedMillis() {
        return slowestWatermarkMillis == null ? Long.MIN_VALUE : slowestWatermarkMillis;
    }
}
