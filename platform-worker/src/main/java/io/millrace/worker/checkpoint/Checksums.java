package io.millrace.worker.checkpoint;

import java.util.zip.CRC32C;

/** CRC-32C of bytes. */
final class Checksums {

    private Checksums() {}

    static int of(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
