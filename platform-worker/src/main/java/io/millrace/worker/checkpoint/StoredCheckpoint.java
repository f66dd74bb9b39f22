package io.millrace.worker.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a decided checkpoint.
 *
 * @param checkpointId its number
 * @param manifest its manifest, or null if that cannot be read; its files have not been looked at
 * @param fault what is wrong with it, or null if nothing is known to be
 */
public record StoredCheckpoint(
        long checkpointId,
        @Nullable Manifest manifest,
        @Nullable String fault) {}
