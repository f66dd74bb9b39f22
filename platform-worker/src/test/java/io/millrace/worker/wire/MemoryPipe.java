package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** One end of a connection in memory: keeps what was sent until the test moves it. */
final class MemoryPipe implements Pipe {

    private final Deque<byte[]> sent = new ArrayDeque<>();
    private boolean isClosed;
    private byte[] binding = {};

    @Override
    public void send(ByteBuf bytes) {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        bytes.release();
        if (!isClosed) {
            sent.addLast(copy);
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public byte[] channelBinding() {
        return binding;
    }

    MemoryPipe bindTo(byte... bytes) {
        this.binding = bytes;
        return this;
    }

    boolean isClosed() {
        return isClosed;
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /** Takes all that was sent. */
    byte[] take() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!sent.isEmpty()) {
            all.writeBytes(sent.removeFirst());
        }
        return all.toByteArray();
    }

    /** Hands bytes to a connection, so many at a time. */
    static void deliver(byte[] bytes, int pieceBytes, Connection to) {
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            int end = Math.min(bytes.length, at + pieceBytes);
            to.onBytes(Unpooled.copiedBuffer(bytes, at, end - at));
        }
    }
}
