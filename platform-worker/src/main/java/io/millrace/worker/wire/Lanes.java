package io.millrace.worker.wire;

import io.millrace.worker.exchange.ChannelAddress;

/** A channel within an attempt as one number: 16 bits of exchange, 24 of the sending task, 24 of the receiving one. */
final class Lanes {

    /** Of frames that belong to no channel. */
    static final long NONE = 0;

    private Lanes() {}

    static long of(int exchange, int from, int to) {
        return ((long) exchange << 48) | ((long) from << 24) | to;
    }

    static long of(ChannelAddress address) {
        check("exchange", address.exchange(), FrameHeader.MAX_EXCHANGE);
        check("from", address.from(), FrameHeader.MAX_TASK);
        check("to", address.to(), FrameHeader.MAX_TASK);
        return of(address.exchange(), address.from(), address.to());
    }

    static int exchange(long lane) {
        return (int) (lane >>> 48);
    }

    static int from(long lane) {
        return (int) (lane >>> 24) & FrameHeader.MAX_TASK;
    }

    static int to(long lane) {
        return (int) lane & FrameHeader.MAX_TASK;
    }

    private static void check(String name, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("Address of a channel is out of bounds: " + name + "=" + value + ", max="
                    + max + "; lower the parallelism");
        }
    }
}
