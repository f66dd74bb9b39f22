package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * What a file has to hold.
 *
 * @param path where it lies
 * @param bytes its length
 * @param checksum CRC-32C of all its bytes
 */
record FileContent(String path, long bytes, int checksum) {

    private static final int BUFFER_BYTES = 64 << 10;

    /** Room to read files of this length into. */
    static byte[] buffer(long bytes) {
        return new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, bytes))];
    }

    /** Reads it in full and compares it. */
    void compare(Disk disk, byte[] buffer) throws IOException, DamagedCheckpointException {
        try (Disk.Input input = disk.open(path)) {
            requireLength(disk, input);
            CRC32C crc = new CRC32C();
            for (long at = 0; at < bytes; at += buffer.length) {
                int length = (int) Math.min(buffer.length, bytes - at);
                input.read(at, buffer, 0, length);
                crc.update(buffer, 0, length);
            }
            requireChecksum(disk, crc);
        } catch (IOException e) {
            throw Damage.of(disk.locate(path), e);
        }
    }

    /** Finds out whether it is there and has its length. */
    void compareLength(Disk disk) throws IOException, DamagedCheckpointException {
        try (Disk.Input input = disk.open(path)) {
            requireLength(disk, input);
        } catch (IOException e) {
            throw Damage.of(disk.locate(path), e);
        }
    }

    void requireLength(Disk disk, Disk.Input input) throws IOException, DamagedCheckpointException {
        long found = input.bytes();
        if (found != bytes) {
            throw Damage.of(disk.locate(path), "has another length: bytes=" + found + ", expectedBytes=" + bytes);
        }
    }

    void requireChecksum(Disk disk, CRC32C found) throws DamagedCheckpointException {
        if ((int) found.getValue() != checksum) {
            throw Damage.of(disk.locate(path), "differs from its checksum");
        }
    }
}
