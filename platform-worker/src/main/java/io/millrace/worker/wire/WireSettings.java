package io.millrace.worker.wire;

/**
 * Sizes and times of a wire.
 *
 * @param batchSize entries of the batches that inlets yield and outlets give out
 * @param targetFrameBytes size at which a batch is cut
 * @param maxFrameBytes size that no frame exceeds; the smaller one of the two sides holds
 * @param networkMemoryBytes credit that all inlets of the wire may have given at once
 * @param minWindowBytes credit that each inlet gives at least
 * @param drainNanos for how long the credit is to last, at the pace of the consumer
 * @param heartbeatNanos silence after which one lets the other hear something
 * @param silenceNanos silence of the other after which a connection is given up
 * @param handshakeNanos time in which a connection must be open
 * @param isCompressed whether to send DATA compressed by LZ4 where that makes it shorter; any side reads it
 */
public record WireSettings(
        int batchSize,
        int targetFrameBytes,
        int maxFrameBytes,
        long networkMemoryBytes,
        int minWindowBytes,
        long drainNanos,
        long heartbeatNanos,
        long silenceNanos,
        long handshakeNanos,
        boolean isCompressed) {

    /** What fits most. */
    public static final WireSettings DEFAULTS = new WireSettings(
            256,
            32 << 10,
            4 << 20,
            64L << 20,
            64 << 10,
            50_000_000,
            1_000_000_000,
            5_000_000_000L,
            5_000_000_000L,
            false);

    private static final int LEAST_FRAME = 64 << 10;
    private static final int GREATEST_FRAME = 64 << 20;

    /** Checks that they fit together. */
    public WireSettings {
        check(batchSize > 0, "batchSize", batchSize);
        check(maxFrameBytes >= LEAST_FRAME && maxFrameBytes <= GREATEST_FRAME, "maxFrameBytes", maxFrameBytes);
        check(targetFrameBytes > 0 && targetFrameBytes <= maxFrameBytes, "targetFrameBytes", targetFrameBytes);
        check(minWindowBytes > 0, "minWindowBytes", minWindowBytes);
        check(networkMemoryBytes >= minWindowBytes, "networkMemoryBytes", networkMemoryBytes);
        check(drainNanos > 0, "drainNanos", drainNanos);
        check(heartbeatNanos > 0 && heartbeatNanos < silenceNanos, "heartbeatNanos", heartbeatNanos);
        check(handshakeNanos > 0, "handshakeNanos", handshakeNanos);
    }

    /** Other sizes of batches and frames. */
    public WireSettings withFrames(int batch, int target, int max) {
        return new WireSettings(
                batch,
                target,
                max,
                networkMemoryBytes,
                minWindowBytes,
                drainNanos,
                heartbeatNanos,
                silenceNanos,
                handshakeNanos,
                isCompressed);
    }

    /** Other bounds of credit. */
    public WireSettings withMemory(long networkMemory, int minWindow) {
        return new WireSettings(
                batchSize,
                targetFrameBytes,
                maxFrameBytes,
                networkMemory,
                minWindow,
                drainNanos,
                heartbeatNanos,
                silenceNanos,
                handshakeNanos,
                isCompressed);
    }

    /** With or without compression. */
    public WireSettings withCompression(boolean isOn) {
        return new WireSettings(
                batchSize,
                targetFrameBytes,
                maxFrameBytes,
                networkMemoryBytes,
                minWindowBytes,
                drainNanos,
                heartbeatNanos,
                silenceNanos,
                handshakeNanos,
                isOn);
    }

    private static void check(boolean isRight, String name, long value) {
        if (!isRight) {
            throw new IllegalArgumentException("Setting of the wire is out of bounds: " + name + "=" + value);
        }
    }
}
