package io.millrace.worker.wire;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Frames as arrays of bytes, to be looked at and tampered with. */
final class Frames {

    private Frames() {}

    /** Splits what was sent into frames; the four bytes at the beginning of a connection are left out. */
    static List<byte[]> split(byte[] bytes) {
        List<byte[]> frames = new ArrayList<>();
        int at = startsWithMagic(bytes) ? 4 : 0;
        while (at < bytes.length) {
            int end = at + 4 + FrameHeader.getInt(bytes, at);
            frames.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return frames;
    }

    static byte[] join(List<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }

    static FrameType type(byte[] frame) {
        FrameType type = FrameType.of(frame[FrameHeader.TYPE]);
        if (type == null) {
            throw new AssertionError("No such type: " + frame[FrameHeader.TYPE]);
        }
        return type;
    }

    static byte[] withSequence(byte[] frame, long sequence) {
        byte[] copy = frame.clone();
        FrameHeader.setLong(copy, FrameHeader.SEQUENCE, sequence);
        return sealed(copy);
    }

    /** Puts the right length and checksum into a frame. */
    static byte[] sealed(byte[] frame) {
        FrameHeader.seal(frame, 0, frame.length, new CRC32C());
        return frame;
    }

    /** A control frame. */
    static byte[] control(FrameType type, int flags, int run, long sequence, byte[] body) {
        byte[] frame = new byte[FrameHeader.BYTES + body.length];
        FrameHeader.write(frame, 0, type, flags, Lanes.NONE, run, sequence);
        System.arraycopy(body, 0, frame, FrameHeader.BYTES, body.length);
        return sealed(frame);
    }

    static Draft draft(FrameType type) {
        return Draft.of(type, UnpooledByteBufAllocator.DEFAULT);
    }

    static byte[] bytes(Draft draft, int flags, int run, long sequence) {
        var frame = draft.finish(flags, Lanes.NONE, run, sequence);
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        frame.release();
        return bytes;
    }

    private static boolean startsWithMagic(byte[] bytes) {
        return bytes.length >= 4 && FrameHeader.getInt(bytes, 0) == FrameAssembler.MAGIC;
    }
}
