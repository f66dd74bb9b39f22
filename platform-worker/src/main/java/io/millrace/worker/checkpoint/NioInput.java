package io.millrace.worker.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file of the machine being read. */
final class NioInput implements Disk.Input {

    private final Path path;
    private final FileChannel channel;

    NioInput(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public long bytes() throws IOException {
        return channel.size();
    }

    @Override
    public void read(long position, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        long at = position;
        while (buffer.hasRemaining()) {
            int count = readSome(buffer, at);
            if (count < 0) {
                throw new EOFException("File of a checkpoint is too short: file=" + path + ", position=" + position
                        + ", expectedBytes=" + length);
            }
            at += count;
        }
    }

    private int readSome(ByteBuffer buffer, long position) throws IOException {
        try {
            return channel.read(buffer, position);
        } catch (IOException e) {
            throw DiskFaults.explained(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
