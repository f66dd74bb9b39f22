package io.millrace.worker.wire;

/**
 * What DATA frames of a connection may be like.
 *
 * @param targetFrameBytes size at which a batch is cut
 * @param maxFrameBytes size that neither side exceeds
 * @param isCompressed whether to compress, which we want and the other side can read
 */
record FrameLimits(int targetFrameBytes, int maxFrameBytes, boolean isCompressed) {}
