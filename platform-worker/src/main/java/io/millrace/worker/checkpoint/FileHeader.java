package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The first bytes of every file of a store, big-endian. Their layout stays in every version, so that each version can say
 * that another is newer.
 *
 * <pre>
 * offset  bytes
 *      0      4  magic "MRCP"
 *      4      2  version of the format, 1
 *      6      1  kind of the file: 1 snapshot, 2 manifest, 3 pointer, 4 numbers
 *      7      1  0
 *      8      8  number of the checkpoint; 0 in pointer and numbers
 *     16      4  0
 *     20      4  CRC-32C of the bytes 0 to 19
 * </pre>
 *
 * @param kind kind of the file
 * @param checkpointId number of the checkpoint
 */
record FileHeader(Kind kind, long checkpointId) {

    static final int BYTES = 24;
    static final int VERSION = 1;

    private static final int MAGIC = 0x4D524350;
    private static final int CHECKSUM_AT = 20;

    /** What a file holds. */
    enum Kind {
        SNAPSHOT(1),
        MANIFEST(2),
        POINTER(3),
        NUMBERS(4);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }
    }

    byte[] encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        buffer.putInt(MAGIC).putShort((short) VERSION).put(kind.code).put((byte) 0);
        buffer.putLong(checkpointId).putInt(0);
        return buffer.putInt(Checksums.of(buffer.array(), 0, CHECKSUM_AT)).array();
    }

    /** Refuses bytes that are not this header. */
    void check(String file, byte[] bytes) throws IOException, DamagedCheckpointException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt(0) != MAGIC || buffer.getInt(CHECKSUM_AT) != Checksums.of(bytes, 0, CHECKSUM_AT)) {
            throw Damage.of(file, "begins with other bytes than were written");
        }
        int version = Short.toUnsignedInt(buffer.getShort(4));
        if (version > VERSION) {
            throw new NewerFormatException(file, version);
        }
        if (version != VERSION || buffer.get(6) != kind.code || buffer.getLong(8) != checkpointId) {
            throw Damage.of(
                    file,
                    "is another file: version=" + version + ", kind=" + buffer.get(6) + ", checkpointId="
                            + buffer.getLong(8));
        }
        if (buffer.get(7) != 0 || buffer.getInt(16) != 0) {
            throw Damage.of(file, "uses what this version does not know");
        }
    }
}
