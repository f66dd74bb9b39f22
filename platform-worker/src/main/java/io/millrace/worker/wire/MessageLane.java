package io.millrace.worker.wire;

import io.netty.buffer.ByteBuf;

/** Sender's end of the lane of messages to one executor. Guarded by the session. */
final class MessageLane {

    /** Number that CREDIT frames of this lane bear in place of a run. */
    static final int RUN = 0;

    /** Credit that the lane has on every new connection. */
    static final long WINDOW_BYTES = 4 << 20;

    private long sent;
    private long sentBytes;
    private long grantedBytes;

    long sent() {
        return sent;
    }

    void grant(long totalBytes) {
        grantedBytes = Math.max(grantedBytes, totalBytes);
    }

    boolean send(byte[] message, Link link) {
        int frameBytes = FrameHeader.BYTES + message.length;
        if (message.length > Wire.MAX_MESSAGE_BYTES
                || frameBytes > link.limits().maxFrameBytes()) {
            throw new IllegalArgumentException("Message is too long: bytes=" + message.length + ", maxBytes="
                    + Math.min(Wire.MAX_MESSAGE_BYTES, link.limits().maxFrameBytes() - FrameHeader.BYTES));
        }
        if (sentBytes >= grantedBytes) {
            return false;
        }
        ByteBuf frame = link.draft(FrameType.MESSAGE).bytes(message).finish(0, ++sent);
        sentBytes += Charge.of(frameBytes);
        link.sendFrame(frame);
        return true;
    }

    /** Goes on with another connection. Returns whether messages were lost. */
    boolean resume(long received) {
        sentBytes = 0;
        grantedBytes = WINDOW_BYTES;
        return received != sent;
    }

    /** Begins anew, with another process. */
    void restart() {
        sent = 0;
    }
}
