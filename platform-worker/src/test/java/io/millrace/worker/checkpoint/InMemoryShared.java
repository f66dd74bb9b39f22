package io.millrace.worker.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes a shared file of an {@link InMemoryCheckpointStore}. */
final class InMemoryShared implements SharedWriter {

    private final String name;
    private final Consumer<byte @Nullable []> onEnd;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean isOver;

    /**
     * Begins a file.
     *
     * @param onEnd is given its bytes, or null if it is given up
     */
    InMemoryShared(String name, Consumer<byte @Nullable []> onEnd) {
        this.name = name;
        this.onEnd = onEnd;
    }

    static SharedFile described(String name, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new SharedFile(name, bytes.length, (int) crc.getValue());
    }

    static SharedReader reader(byte[] bytes) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        return new SharedReader() {
            @Override
            public int read(byte[] buffer) {
                return in.read(buffer, 0, buffer.length);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        requireWriting();
        bytes.write(source, offset, length);
    }

    @Override
    public SharedFile finish() throws IOException {
        requireWriting();
        isOver = true;
        onEnd.accept(bytes.toByteArray());
        return described(name, bytes.toByteArray());
    }

    @Override
    public void close() {
        if (!isOver) {
            isOver = true;
            onEnd.accept(null);
        }
    }

    private void requireWriting() {
        if (isOver) {
            throw new IllegalStateException("Shared file is not being written: file=" + name);
        }
    }
}
