package io.millrace.worker.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Header of every frame, at some place in an array. Numbers are big-endian.
 *
 * <table>
 * <caption>Bytes</caption>
 * <tr><td>0</td><td>length, u32: number of bytes behind this field</td></tr>
 * <tr><td>4</td><td>type, u8</td></tr>
 * <tr><td>5</td><td>flags, u8</td></tr>
 * <tr><td>6</td><td>exchange, u16</td></tr>
 * <tr><td>8</td><td>run, u32: number that the sender of DATA has given to a start of a topology</td></tr>
 * <tr><td>12</td><td>from, u32: sending task</td></tr>
 * <tr><td>16</td><td>to, u32: receiving task</td></tr>
 * <tr><td>20</td><td>checksum, u32: CRC-32C of bytes 0 to 19 and of all from byte 24 on</td></tr>
 * <tr><td>24</td><td>sequence, u64</td></tr>
 * <tr><td>32</td><td>body</td></tr>
 * </table>
 */
final class FrameHeader {

    static final int LENGTH = 0;
    static final int TYPE = 4;
    static final int FLAGS = 5;
    static final int EXCHANGE = 6;
    static final int RUN = 8;
    static final int FROM = 12;
    static final int TO = 16;
    static final int CHECKSUM = 20;
    static final int SEQUENCE = 24;

    /** Bytes of a header. */
    static final int BYTES = 32;

    /** Bytes of the field with the length, which it does not count. */
    static final int LENGTH_BYTES = 4;

    static final int MAX_EXCHANGE = 0xffff;

    /** Tasks of a stage are fewer, so that a channel is named by one long. */
    static final int MAX_TASK = (1 << 24) - 1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private FrameHeader() {}

    static int getInt(byte[] array, int position) {
        return (int) INT.get(array, position);
    }

    static void setInt(byte[] array, int position, int value) {
        INT.set(array, position, value);
    }

    static long getLong(byte[] array, int position) {
        return (long) LONG.get(array, position);
    }

    static void setLong(byte[] array, int position, long value) {
        LONG.set(array, position, value);
    }

    /** Writes all of a header but length and checksum, which {@link #seal} does. */
    static void write(byte[] array, int base, FrameType type, int flags, long lane, int run, long sequence) {
        setInt(array, base + TYPE, ((type.code() & 0xff) << 24) | ((flags & 0xff) << 16) | Lanes.exchange(lane));
        setInt(array, base + RUN, run);
        setInt(array, base + FROM, Lanes.from(lane));
        setInt(array, base + TO, Lanes.to(lane));
        setLong(array, base + SEQUENCE, sequence);
    }

    /** Writes length and checksum of a frame that is complete otherwise. */
    static void seal(byte[] array, int base, int frameBytes, CRC32C crc) {
        setInt(array, base + LENGTH, frameBytes - LENGTH_BYTES);
        setInt(array, base + CHECKSUM, checksum(array, base, frameBytes, crc));
    }

    /** The checksum of a frame, whatever stands where it belongs. */
    static int checksum(byte[] array, int base, int frameBytes, CRC32C crc) {
        crc.reset();
        crc.update(array, base, CHECKSUM);
        crc.update(array, base + SEQUENCE, frameBytes - SEQUENCE);
        return (int) crc.getValue();
    }
}
