package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Gathers what is written in one buffer, so that the disk gets it in large pieces, and takes the checksum of it all.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class SequentialOutput implements AutoCloseable {

    private static final int FIRST_BUFFER_BYTES = 4 << 10;
    private static final int BUFFER_BYTES = 128 << 10;

    private final Disk.Output output;
    private final CRC32C crc = new CRC32C();
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int buffered;
    private long bytes;

    SequentialOutput(Disk.Output output) {
        this.output = output;
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    /** CRC-32C of all bytes so far. */
    int checksum() {
        return (int) crc.getValue();
    }

    void write(byte[] source, int offset, int length) throws IOException {
        crc.update(source, offset, length);
        bytes += length;
        if (length > BUFFER_BYTES - buffered) {
            flush();
        }
        if (length > BUFFER_BYTES) {
            output.write(source, offset, length);
        } else {
            if (length > buffer.length - buffered) {
                grow(length);
            }
            System.arraycopy(source, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    /** Most files of a small topology are small, and there are many of them. */
    private void grow(int length) {
        int wanted = Math.max(2 * buffer.length, buffered + length);
        buffer = Arrays.copyOf(buffer, Math.min(BUFFER_BYTES, wanted));
    }

    /** Ends the file, and keeps it for good. */
    void finish() throws IOException {
        flush();
        output.sync();
        output.close();
    }

    private void flush() throws IOException {
        if (buffered > 0) {
            output.write(buffer, 0, buffered);
            buffered = 0;
        }
    }

    /** Gives the file up. */
    @Override
    public void close() throws IOException {
        output.close();
    }
}
