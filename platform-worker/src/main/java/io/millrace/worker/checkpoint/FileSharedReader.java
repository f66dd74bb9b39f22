package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Reads a shared file, and compares it at its end with what it has to be.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class FileSharedReader implements SharedReader {

    private final Disk disk;
    private final FileContent content;
    private final Disk.Input input;
    private final CRC32C crc = new CRC32C();
    private long position;

    private FileSharedReader(Disk disk, FileContent content, Disk.Input input) {
        this.disk = disk;
        this.content = content;
        this.input = input;
    }

    static FileSharedReader open(Disk disk, FileContent content) throws IOException, DamagedCheckpointException {
        Disk.Input input;
        try {
            input = disk.open(content.path());
        } catch (IOException e) {
            throw Damage.of(disk.locate(content.path()), e);
        }
        FileSharedReader reader = new FileSharedReader(disk, content, input);
        boolean isWhole = false;
        try {
            content.requireLength(disk, input);
            isWhole = true;
            return reader;
        } catch (IOException e) {
            throw Damage.of(disk.locate(content.path()), e);
        } finally {
            if (!isWhole) {
                reader.close();
            }
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException, DamagedCheckpointException {
        int length = (int) Math.min(buffer.length, content.bytes() - position);
        if (length == 0) {
            content.requireChecksum(disk, crc);
            return -1;
        }
        try {
            input.read(position, buffer, 0, length);
        } catch (IOException e) {
            throw Damage.of(disk.locate(content.path()), e);
        }
        crc.update(buffer, 0, length);
        position += length;
        return length;
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException gone) {
            // It was only read.
        }
    }
}
