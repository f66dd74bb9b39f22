package io.millrace.worker.wire;

/**
 * What a side says of itself once both have proved that they know the secret.
 *
 * @param member who it is
 * @param maxFrameBytes longest frame that it takes
 * @param features what it can do, as bits
 */
record Hello(Member member, int maxFrameBytes, int features) {

    /** Reads compressed DATA. */
    static final int READS_LZ4 = 1;

    private static final int LEAST_FRAME_BYTES = 1024;

    /** Writes it into the body of a frame. */
    Draft write(Draft draft) {
        return draft.text(member.cluster())
                .text(member.application())
                .text(member.version())
                .i32(member.executor())
                .i64(member.instance())
                .i32(maxFrameBytes)
                .i32(features);
    }

    static Hello read(BodyReader body) throws WireFault {
        String cluster = body.name();
        String application = body.name();
        String version = body.name();
        int executor = body.i32();
        long instance = body.i64();
        int maxFrameBytes = body.i32();
        int features = body.i32();
        body.end();
        if (executor < 0 || maxFrameBytes < LEAST_FRAME_BYTES) {
            throw new WireFault(
                    ErrorCode.PROTOCOL,
                    "HELLO is out of bounds: executor=" + executor + ", maxFrameBytes=" + maxFrameBytes);
        }
        return new Hello(new Member(cluster, application, version, executor, instance), maxFrameBytes, features);
    }

    /** Whether the other side reads compressed DATA. */
    boolean readsLz4() {
        return (features & READS_LZ4) != 0;
    }

    /** Checks that another member belongs to the same as we do. */
    static void checkSame(Member self, Member other) throws WireFault {
        checkSame("clusters", self.cluster(), other.cluster(), self, other);
        checkSame("applications", self.application(), other.application(), self, other);
        checkSame("versions of the application", self.version(), other.version(), self, other);
        if (self.executor() == other.executor()) {
            throw new WireFault(
                    ErrorCode.IDENTITY,
                    "Executors have the same number: one=" + Texts.printable(other.toString(), 200) + ", other="
                            + Texts.printable(self.toString(), 200));
        }
    }

    private static void checkSame(String what, String ours, String theirs, Member self, Member other) throws WireFault {
        if (!ours.equals(theirs)) {
            throw new WireFault(
                    ErrorCode.IDENTITY,
                    "Executors are of different " + what + ": executor " + self.executor() + "="
                            + Texts.printable(ours, 100) + ", executor " + other.executor() + "="
                            + Texts.printable(theirs, 100));
        }
    }
}
