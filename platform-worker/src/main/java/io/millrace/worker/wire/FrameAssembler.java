package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bytes of a connection together to frames, each in a heap buffer of exactly its length, which is taken only after
 * the length has been checked.
 *
 * <p><b>Thread.</b> Owned by the I/O thread.
 */
final class FrameAssembler {

    /** First bytes in each direction: {@code MLRC}. */
    static final int MAGIC = 0x4d4c5243;

    private final ByteBufAllocator buffers;
    private int maxFrameBytes;
    private boolean hasMagic;
    private int prefix;
    private int prefixBytes;
    private @Nullable ByteBuf frame;
    private int missingBytes;

    FrameAssembler(ByteBufAllocator buffers, int maxFrameBytes) {
        this.buffers = buffers;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Allows longer or shorter frames from the next one on. */
    void maxFrameBytes(int bytes) {
        this.maxFrameBytes = bytes;
    }

    /** Takes bytes up to the end of a frame. Returns the frame, which is the caller's, or null if more bytes are needed. */
    @Nullable
    ByteBuf next(ByteBuf bytes) throws WireFault {
        if (!hasMagic) {
            if (!readPrefix(bytes)) {
                return null;
            }
            checkMagic();
        }
        ByteBuf begun = frame;
        if (begun == null) {
            if (!readPrefix(bytes)) {
                return null;
            }
            begun = begin();
        }
        int count = Math.min(missingBytes, bytes.readableBytes());
        begun.writeBytes(bytes, count);
        missingBytes -= count;
        if (missingBytes > 0) {
            return null;
        }
        frame = null;
        return begun;
    }

    /** Releases what has been begun. */
    void release() {
        ByteBuf begun = frame;
        frame = null;
        if (begun != null) {
            begun.release();
        }
    }

    private boolean readPrefix(ByteBuf bytes) {
        if (prefixBytes == 0 && bytes.readableBytes() >= 4) {
            prefix = bytes.readInt();
            return true;
        }
        while (prefixBytes < 4 && bytes.isReadable()) {
            prefix = (prefix << 8) | bytes.readUnsignedByte();
            prefixBytes++;
        }
        if (prefixBytes < 4) {
            return false;
        }
        prefixBytes = 0;
        return true;
    }

    private void checkMagic() throws WireFault {
        if (prefix != MAGIC) {
            throw new WireFault(
                    ErrorCode.NOT_MILLRACE,
                    "Connection does not begin as one of Millrace: firstBytes=" + hex(prefix) + ", expected="
                            + hex(MAGIC));
        }
        hasMagic = true;
    }

    private ByteBuf begin() throws WireFault {
        long frameBytes = (prefix & 0xffffffffL) + FrameHeader.LENGTH_BYTES;
        if (frameBytes < FrameHeader.BYTES || frameBytes > maxFrameBytes) {
            throw new WireFault(
                    ErrorCode.LENGTH,
                    "Frame is too short or too long: bytes=" + frameBytes + ", minBytes=" + FrameHeader.BYTES
                            + ", maxBytes=" + maxFrameBytes + "; maxFrameBytes is to be the same on both sides");
        }
        ByteBuf begun = buffers.heapBuffer((int) frameBytes, (int) frameBytes);
        begun.writeInt(prefix);
        frame = begun;
        missingBytes = (int) frameBytes - FrameHeader.LENGTH_BYTES;
        return begun;
    }

    private static String hex(int value) {
        return String.format("%08x", value);
    }
}
