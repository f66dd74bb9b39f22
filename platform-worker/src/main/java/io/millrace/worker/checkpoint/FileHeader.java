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
 *      4      2  version of the format: 2 for a manifest that names shared files, else 1
 *      6      1  kind of the file: 1 snapshot, 2 manifest, 3 pointer, 4 numbers, 5 cluster
 *      7      1  0
 *      8      8  number of the checkpoint; 0 in pointer, numbers and cluster
 *     16      4  0
 *     20      4  CRC-32C of the bytes 0 to 19
 * </pre>
 *
 * @param kind kind of the file
 * @param checkpointId number of the checkpoint
 * @param version version of the format
 */
record FileHeader(Kind kind, long checkpointId, int version) {

    static final int BYTES = 24;

    /** A reader that does not know of shared files must not take a checkpoint without them for whole. */
    static final int WITH_SHARED_FILES = 2;

    private static final int FIRST = 1;

    private static final int MAGIC = 0x4D524350;
    private static final int CHECKSUM_AT = 20;

    /** What a file holds. */
    enum Kind {
        SNAPSHOT(1),
        MANIFEST(2),
        POINTER(3),
        NUMBERS(4),
        CLUSTER(5);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }
    }

    /** A header of the first version. */
    FileHeader(Kind kind, long checkpointId) {
        this(kind, checkpointId, FIRST);
    }

    /** The same in another version. */
    FileHeader withVersion(int other) {
        return new FileHeader(kind, checkpointId, other);
    }

    byte[] encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        buffer.putInt(MAGIC).putShort((short) version).put(kind.code).put((byte) 0);
        buffer.putLong(checkpointId).putInt(0);
        return buffer.putInt(Checksums.of(buffer.array(), 0, CHECKSUM_AT)).array();
    }

    /** Refuses bytes that are not this header, in this version or, for a manifest, in any that is known. */
    void check(String file, byte[] bytes) throws IOException, DamagedCheckpointException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt(0) != MAGIC || buffer.getInt(CHECKSUM_AT) != Checksums.of(bytes, 0, CHECKSUM_AT)) {
            throw Damage.of(file, "begins with other bytes than were written");
        }
        int found = Short.toUnsignedInt(buffer.getShort(4));
        int known = kind == Kind.MANIFEST ? WITH_SHARED_FILES : FIRST;
        if (found > known) {
            throw new NewerFormatException(file, found, known);
        }
        if (found < FIRST || buffer.get(6) != kind.code || buffer.getLong(8) != checkpointId) {
            throw Damage.of(
                    file,
                    "is another file: version=" + found + ", kind=" + buffer.get(6) + ", checkpointId="
                            + buffer.getLong(8));
        }
        if (buffer.get(7) != 0 || buffer.getInt(16) != 0) {
            throw Damage.of(file, "uses what this version does not know");
        }
    }
}
