package io.millrace.worker.wire;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Compresses the content of DATA frames. Cannot be loaded where its library is missing: see {@link Lz4Library}.
 *
 * <p><b>Thread.</b> Compression belongs to one encoder; the rest may be used by any.
 */
final class Lz4 {

    /** A frame that does not become shorter by this part stays as it is, and costs its reader nothing. */
    private static final int WORTHWHILE_PART = 8;

    private static final byte[] NOT_WORTHWHILE = {};

    private final LZ4Compressor compressor;
    private byte[] frame = {};
    private int frameBytes;

    Lz4() {
        this.compressor = LZ4Factory.fastestInstance().fastCompressor();
    }

    /** Compresses content to another frame, which is of the compressor until the next call; empty if it is not worth it. */
    byte[] compress(byte[] source, int offset, int length) {
        int start = DataFrame.CONTENT + Integer.BYTES;
        int maxBytes = length - length / WORTHWHILE_PART;
        if (frame.length < start + maxBytes) {
            frame = Arrays.copyOf(frame, start + maxBytes);
        }
        int written;
        try {
            written = compressor.compress(source, offset, length, frame, start, maxBytes);
        } catch (LZ4Exception e) {
            // There is no room: it would not have become short enough.
            return NOT_WORTHWHILE;
        }
        FrameHeader.setInt(frame, DataFrame.CONTENT, length);
        frameBytes = start + written;
        return frame;
    }

    int frameBytes() {
        return frameBytes;
    }

    /** Decompresses a block. Returns how many bytes it made, or -1 if it is none or makes more than fit. */
    static int decompress(byte[] source, int offset, int length, byte[] target, int at, int maxBytes) {
        LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
        try {
            return decompressor.decompress(source, offset, length, target, at, maxBytes);
        } catch (LZ4Exception e) {
            return -1;
        }
    }
}
