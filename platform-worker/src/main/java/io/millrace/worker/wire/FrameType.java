package io.millrace.worker.wire;

import org.jspecify.annotations.Nullable;

/** What a frame is. The numbers are on the wire, and are never used for anything else. */
enum FrameType {
    /** Versions and a nonce; the first frame each way. */
    CHALLENGE(1),
    /** That one knows the secret. */
    PROOF(2),
    /** Who one is. */
    HELLO(3),
    /** What the receiver has of earlier connections. */
    RESUME(4),
    /** What the sender had sent beyond that. */
    LOST(5),
    /** A start of a topology, and its types. */
    OPEN(6),
    /** The same start is open here, with the same types. */
    ACCEPT(7),
    /** It is not, or they are others. */
    REFUSE(8),
    /** No more frames of a start. */
    CLOSE(9),
    /** Records and what follows them. */
    DATA(10),
    /** How much may be sent. */
    CREDIT(11),
    /** Bytes of the control plane. */
    MESSAGE(12),
    /** Nothing, to be heard. */
    PING(13),
    /** Why the connection ends. */
    ERROR(14);

    private static final FrameType[] TYPES = new FrameType[15];

    static {
        for (FrameType type : values()) {
            TYPES[type.code] = type;
        }
    }

    private final byte code;

    FrameType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static @Nullable FrameType of(byte code) {
        return code > 0 && code < TYPES.length ? TYPES[code] : null;
    }

    /** Whether frames of this type are numbered among themselves on the connection, and not on a lane of their own. */
    boolean isNumberedOnConnection() {
        return this != DATA && this != CREDIT && this != MESSAGE;
    }
}
