package io.millrace.worker.wire;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Cause;
import io.millrace.worker.exchange.Control;

/**
 * The part of a DATA frame that follows the header.
 *
 * <table>
 * <caption>Bytes from the beginning of the frame</caption>
 * <tr><td>32</td><td>entries, u32</td></tr>
 * <tr><td>36</td><td>control, u8: 0 none, 1 idle, 2 barrier, 3 end; follows the last entry</td></tr>
 * <tr><td>37</td><td>0, three bytes</td></tr>
 * <tr><td>40</td><td>number of the barrier, u64; 0 if there is none</td></tr>
 * <tr><td>48</td><td>origin, u64: microseconds since 1970 at which the oldest left its source that a record goes back to; 0
 * if that is not known</td></tr>
 * <tr><td>56</td><td>content: the entries; if compressed their length, u32, and a block of LZ4</td></tr>
 * </table>
 *
 * <p>An entry is a stamp, and for a record key, hash and value. A stamp is a number of variable length: its lowest bit says
 * whether the entry is a watermark, and the rest is the distance, zigzag, to the timestamp of the record before in the
 * frame (0 before the first). Where that needs more than 62 bits, all bits above the lowest are 1, and the time follows in
 * eight bytes.
 */
final class DataFrame {

    static final int ENTRIES = FrameHeader.BYTES;
    static final int CONTROL = ENTRIES + 4;
    static final int BARRIER = ENTRIES + 8;
    static final int ORIGIN = ENTRIES + 16;
    static final int CONTENT = ENTRIES + 24;

    /** Of the content behind the header, before the entries. */
    static final int PREFACE_BYTES = CONTENT - FrameHeader.BYTES;

    /** Records carry keys and hashes. */
    static final int KEYED = 1;

    /** Each key is the value itself, and is left out. */
    static final int KEY_IS_VALUE = 2;

    /** The content is compressed. */
    static final int LZ4 = 4;

    static final int ALL_FLAGS = KEYED | KEY_IS_VALUE | LZ4;

    /** Stamp of which only the lowest bit says something. */
    static final long WIDE = -2;

    private static final int CONTROLS = 4;

    private DataFrame() {}

    /** The origin of a batch on the wire. */
    static long origin(Batch batch) {
        return batch.originMicros() == Cause.NONE ? 0 : batch.originMicros();
    }

    /** What an origin on the wire says; one that cannot be says nothing. */
    static long originMicros(long onWire) {
        return onWire <= 0 ? Cause.NONE : onWire;
    }

    /** The number of a control event on the wire. */
    static int code(Control control) {
        return switch (control) {
            case NONE -> 0;
            case IDLE -> 1;
            case BARRIER -> 2;
            case END -> 3;
        };
    }

    /** The control event of a number that has been checked. */
    static Control control(int code) {
        return switch (code) {
            case 1 -> Control.IDLE;
            case 2 -> Control.BARRIER;
            case 3 -> Control.END;
            default -> Control.NONE;
        };
    }

    /** Checks all that can be checked without decoding, so that the task finds a frame that it can begin to read. */
    static void check(Frame frame, ExchangeSpec exchange) throws WireFault {
        int flags = frame.flags();
        int contentBytes = frame.bodyBytes() - PREFACE_BYTES;
        boolean isKeyed = (flags & KEYED) != 0;
        boolean isCompressed = (flags & LZ4) != 0;
        boolean areFlagsRight = flags <= ALL_FLAGS
                && isKeyed == exchange.isKeyed()
                && (isKeyed || (flags & KEY_IS_VALUE) == 0)
                && (!isCompressed || Lz4Library.isAvailable());
        if (!areFlagsRight || contentBytes < 0) {
            throw new WireFault(
                    ErrorCode.PROTOCOL,
                    "DATA frame is malformed: exchange=" + exchange.name() + ", flags=" + flags + ", contentBytes="
                            + contentBytes);
        }
        int entries = frame.bodyInt(ENTRIES - FrameHeader.BYTES);
        int control = frame.bodyByte(CONTROL - FrameHeader.BYTES) & 0xff;
        boolean areEntriesRight = entries >= 0 && (isCompressed || entries <= contentBytes);
        if (!areEntriesRight || control >= CONTROLS || (entries | control) == 0) {
            throw new WireFault(
                    ErrorCode.PROTOCOL,
                    "DATA frame is malformed: exchange=" + exchange.name() + ", entries="
                            + Integer.toUnsignedString(entries) + ", contentBytes=" + contentBytes + ", control="
                            + control);
        }
    }
}
