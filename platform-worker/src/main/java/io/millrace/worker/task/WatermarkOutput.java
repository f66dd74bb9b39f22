package io.millrace.worker.task;

/**
 * What the engine's own readers may say beyond the contract of sources: the output of a split is also one of these. The
 * test kit moves event time with it.
 *
 * <p><b>Thread.</b> Valid only during the call that received it, as the output itself.
 */
public interface WatermarkOutput {

    /**
     * Promises that no record before this moment follows. Must not be called while the output is full.
     *
     * @param millis event time in milliseconds; lower than before leaves the watermark where it is
     */
    void promise(long millis);

    /** Watermark of the split, in milliseconds. */
    long watermarkMillis();
}
