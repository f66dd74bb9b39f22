package io.millrace.benchmark.workload;

import org.jspecify.annotations.Nullable;

/**
 * How long a firm took to answer.
 *
 * @param firm number of the firm
 * @param millis time from request to response
 */
public record FirmLatency(int firm, long millis) {

    /** The latency of a response to the request of a time, or null if it comes too late to belong to it. */
    public static @Nullable FirmLatency of(long requestMillis, FirmMessage response) {
        long millis = response.timestampMillis() - requestMillis;
        return millis <= FirmInput.PATIENCE_MILLIS ? new FirmLatency(response.firm(), millis) : null;
    }
}
