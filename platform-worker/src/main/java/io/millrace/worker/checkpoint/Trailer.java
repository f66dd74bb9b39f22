package io.millrace.worker.checkpoint;

import java.nio.ByteBuffer;

/**
 * The last bytes of a snapshot, big-endian.
 *
 * <pre>
 * offset  bytes
 *      0      8  position of the index in the file
 *      8      8  length of the file
 *     16      4  CRC-32C of the bytes 0 to 15
 *     20      4  magic "MRED"
 * </pre>
 *
 * @param indexAt position of the index
 * @param fileBytes length of the file
 */
record Trailer(long indexAt, long fileBytes) {

    static final int BYTES = 24;

    private static final int MAGIC = 0x4D524544;
    private static final int CHECKSUM_AT = 16;

    byte[] encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).putLong(indexAt).putLong(fileBytes);
        return buffer.putInt(Checksums.of(buffer.array(), 0, CHECKSUM_AT))
                .putInt(MAGIC)
                .array();
    }

    /** Reads the last bytes of a file that has this length. */
    static Trailer of(String file, byte[] bytes, long fileBytes) throws DamagedCheckpointException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Trailer trailer = new Trailer(buffer.getLong(0), buffer.getLong(8));
        boolean isWhole = buffer.getInt(20) == MAGIC
                && buffer.getInt(CHECKSUM_AT) == Checksums.of(bytes, 0, CHECKSUM_AT)
                && trailer.fileBytes == fileBytes
                && trailer.indexAt >= FileHeader.BYTES
                && trailer.indexAt <= fileBytes - BYTES - Frame.HEAD_BYTES;
        if (!isWhole) {
            throw Damage.of(file, "ends with other bytes than were written");
        }
        return trailer;
    }
}
