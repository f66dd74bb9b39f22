package io.millrace.worker.wire;

/** Receiver's end of the lane of messages from one executor. Guarded by the session. */
final class MessageInbox {

    private long received;
    private long receivedBytes;
    private long grantedBytes;

    long received() {
        return received;
    }

    long grantedBytes() {
        return grantedBytes;
    }

    byte[] receive(Frame frame) throws WireFault {
        if (frame.sequence() != received + 1) {
            throw new WireFault(
                    ErrorCode.SEQUENCE,
                    "Message is missing or repeated: sequence=" + frame.sequence() + ", expected=" + (received + 1));
        }
        if (frame.bodyBytes() > Wire.MAX_MESSAGE_BYTES) {
            throw new WireFault(
                    ErrorCode.LENGTH,
                    "Message is too long: bytes=" + frame.bodyBytes() + ", maxBytes=" + Wire.MAX_MESSAGE_BYTES);
        }
        if (receivedBytes >= grantedBytes) {
            throw new WireFault(
                    ErrorCode.OVERDRAWN,
                    "More messages were sent than there was credit for: bytes=" + receivedBytes + ", granted="
                            + grantedBytes);
        }
        received++;
        receivedBytes += Charge.of(frame.frameBytes());
        return frame.body("MESSAGE").bytes(frame.bodyBytes());
    }

    /** Grants more, if a quarter of the window is used up. Returns whether it did. */
    boolean grant() {
        boolean isTime = receivedBytes + MessageLane.WINDOW_BYTES - grantedBytes >= MessageLane.WINDOW_BYTES / 4;
        if (isTime) {
            grantedBytes = receivedBytes + MessageLane.WINDOW_BYTES;
        }
        return isTime;
    }

    /** Begins a connection, with a whole window. */
    void resume() {
        receivedBytes = 0;
        grantedBytes = MessageLane.WINDOW_BYTES;
    }

    /** Goes on behind what the sender has sent. Returns whether some of it was lost. */
    boolean goOnBehind(long sent) {
        boolean isLost = sent != received;
        received = sent;
        return isLost;
    }

    /** Begins anew, with another process. */
    void restart() {
        received = 0;
    }
}
