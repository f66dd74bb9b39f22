package io.millrace.worker.checkpoint;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The head of a run of bytes in a file, big-endian; the bytes follow it.
 *
 * <pre>
 * offset  bytes
 *      0      1  type: 1 block, 2 index, 3 text
 *      1      3  0
 *      4      4  number of the section; 0 if not a block
 *      8      4  entries in the block; 0 if not a block
 *     12      4  length of the bytes that follow
 *     16      4  CRC-32C of the bytes 0 to 15 and of the bytes that follow
 * </pre>
 *
 * @param type what the bytes are
 * @param section number of the section
 * @param entries number of entries
 * @param length length of the bytes that follow
 */
record Frame(byte type, int section, int entries, int length) {

    static final int HEAD_BYTES = 20;

    /** Longest run of bytes. */
    static final int MAX_LENGTH = 64 << 20;

    static final byte BLOCK = 1;
    static final byte INDEX = 2;
    static final byte TEXT = 3;

    private static final int CHECKSUM_AT = 16;

    /** Head for these bytes. */
    byte[] head(byte[] bytes, int offset) {
        byte[] head = new byte[HEAD_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(head);
        buffer.put(type).put(new byte[3]).putInt(section).putInt(entries).putInt(length);
        buffer.putInt(checksum(head, bytes, offset, length));
        return head;
    }

    /**
     * Reads a head, before its checksum can be compared.
     *
     * @param available number of bytes that can follow it
     */
    static Frame of(String file, byte[] head, long available) throws DamagedCheckpointException {
        ByteBuffer buffer = ByteBuffer.wrap(head);
        Frame frame = new Frame(buffer.get(0), buffer.getInt(4), buffer.getInt(8), buffer.getInt(12));
        if (frame.length < 0 || frame.length > MAX_LENGTH || frame.length > available) {
            throw Damage.of(
                    file, "a length leads out of the file: length=" + frame.length + ", availableBytes=" + available);
        }
        return frame;
    }

    /** Refuses bytes that are not what was written behind the head. */
    void check(String file, byte[] head, byte[] bytes) throws DamagedCheckpointException {
        if (ByteBuffer.wrap(head).getInt(CHECKSUM_AT) != checksum(head, bytes, 0, length)) {
            throw Damage.of(file, "a block differs from its checksum");
        }
    }

    private static int checksum(byte[] head, byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(head, 0, CHECKSUM_AT);
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
