package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A control frame that is being written. DATA frames are written by {@link BatchEncoder}. */
final class Draft {

    private final FrameType type;
    private final ByteBuf buffer;
    private final int bytesAtStart;

    private Draft(FrameType type, ByteBuf buffer) {
        this.type = type;
        this.buffer = buffer;
        this.bytesAtStart = buffer.writerIndex();
    }

    static Draft of(FrameType type, ByteBufAllocator buffers) {
        return new Draft(type, buffers.heapBuffer(FrameHeader.BYTES + 64).writeZero(FrameHeader.BYTES));
    }

    /** A complete CREDIT frame; its sequence is the grant. */
    static ByteBuf credit(int run, long lane, long grantedBytes, ByteBufAllocator buffers) {
        ByteBuf frame = buffers.heapBuffer(FrameHeader.BYTES, FrameHeader.BYTES).writeZero(FrameHeader.BYTES);
        return new Draft(FrameType.CREDIT, frame).finish(0, lane, run, grantedBytes);
    }

    Draft u8(int value) {
        buffer.writeByte(value);
        return this;
    }

    Draft u16(int value) {
        buffer.writeShort(value);
        return this;
    }

    Draft i32(int value) {
        buffer.writeInt(value);
        return this;
    }

    Draft i64(long value) {
        buffer.writeLong(value);
        return this;
    }

    Draft bytes(byte[] value) {
        buffer.writeBytes(value);
        return this;
    }

    /** A text with its length before it. */
    Draft text(String value) {
        return text(value, Integer.MAX_VALUE);
    }

    /** A text, cut where it is too long, with its length before it. */
    Draft text(String value, int maxBytes) {
        byte[] utf8 =
                maxBytes == Integer.MAX_VALUE ? value.getBytes(StandardCharsets.UTF_8) : Texts.bytes(value, maxBytes);
        return i32(utf8.length).bytes(utf8);
    }

    int bodyBytes() {
        return buffer.writerIndex() - bytesAtStart;
    }

    /** Completes a frame that belongs to no channel. */
    ByteBuf finish(int run, long sequence) {
        return finish(0, Lanes.NONE, run, sequence);
    }

    ByteBuf finish(int flags, long lane, int run, long sequence) {
        byte[] array = buffer.array();
        int base = buffer.arrayOffset();
        FrameHeader.write(array, base, type, flags, lane, run, sequence);
        FrameHeader.seal(array, base, buffer.writerIndex(), new CRC32C());
        return buffer;
    }

    void discard() {
        buffer.release();
    }
}
