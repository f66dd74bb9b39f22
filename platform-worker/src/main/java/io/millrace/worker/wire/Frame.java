package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A view of a frame that has arrived as a whole, in the array of a buffer.
 *
 * <p><b>Thread.</b> Owned by the I/O thread of a connection, which uses the same one for all its frames.
 *
 * <p><b>Ownership.</b> Holds the buffer until {@link #release}, unless somebody {@link #take}s it.
 */
final class Frame {

    private static final byte[] NONE = {};

    private final CRC32C crc = new CRC32C();
    private @Nullable ByteBuf buffer;
    private byte[] array = NONE;
    private int base;
    private int frameBytes;

    /** Looks at another frame. */
    void wrap(ByteBuf frame) {
        this.buffer = frame;
        this.array = frame.array();
        this.base = frame.arrayOffset() + frame.readerIndex();
        this.frameBytes = frame.readableBytes();
    }

    /** Gives the buffer away, whose reader index is at the first byte of the header. */
    ByteBuf take() {
        ByteBuf taken = buffer;
        if (taken == null) {
            throw new IllegalStateException("Frame was taken twice");
        }
        buffer = null;
        return taken;
    }

    /** Releases the buffer, if nobody took it. */
    void release() {
        ByteBuf held = buffer;
        buffer = null;
        array = NONE;
        if (held != null) {
            held.release();
        }
    }

    boolean hasRightChecksum() {
        return FrameHeader.checksum(array, base, frameBytes, crc)
                == FrameHeader.getInt(array, base + FrameHeader.CHECKSUM);
    }

    int frameBytes() {
        return frameBytes;
    }

    byte typeCode() {
        return array[base + FrameHeader.TYPE];
    }

    int flags() {
        return array[base + FrameHeader.FLAGS] & 0xff;
    }

    int run() {
        return FrameHeader.getInt(array, base + FrameHeader.RUN);
    }

    long sequence() {
        return FrameHeader.getLong(array, base + FrameHeader.SEQUENCE);
    }

    /** The channel within the run. */
    long lane() throws WireFault {
        int from = FrameHeader.getInt(array, base + FrameHeader.FROM);
        int to = FrameHeader.getInt(array, base + FrameHeader.TO);
        if ((from | to) >>> 24 != 0) {
            throw new WireFault(
                    ErrorCode.PROTOCOL,
                    "Frame names no possible channel: from=" + Integer.toUnsignedString(from) + ", to="
                            + Integer.toUnsignedString(to) + ", max=" + FrameHeader.MAX_TASK);
        }
        int exchange = FrameHeader.getInt(array, base + FrameHeader.TYPE) & FrameHeader.MAX_EXCHANGE;
        return Lanes.of(exchange, from, to);
    }

    /** A byte of the body. */
    byte bodyByte(int position) {
        return array[base + FrameHeader.BYTES + position];
    }

    /** A number of four bytes in the body. */
    int bodyInt(int position) {
        return FrameHeader.getInt(array, base + FrameHeader.BYTES + position);
    }

    int bodyBytes() {
        return frameBytes - FrameHeader.BYTES;
    }

    /** Reads the body. */
    BodyReader body(String what) {
        return new BodyReader(what, array, base + FrameHeader.BYTES, bodyBytes());
    }
}
