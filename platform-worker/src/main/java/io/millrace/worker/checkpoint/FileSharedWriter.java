package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * Writes a shared file, whose bytes are all that it holds.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class FileSharedWriter implements SharedWriter {

    private final Disk disk;
    private final String path;
    private final String name;
    private final SequentialOutput output;
    private boolean isOver;

    FileSharedWriter(Disk disk, String folder, String name) throws IOException {
        this.disk = disk;
        this.path = folder + "/" + name;
        this.name = name;
        this.output = new SequentialOutput(disk.create(path));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireWriting();
        output.write(bytes, offset, length);
    }

    @Override
    public SharedFile finish() throws IOException {
        requireWriting();
        output.finish();
        isOver = true;
        return new SharedFile(name, output.bytes(), output.checksum());
    }

    @Override
    public void close() {
        if (!isOver) {
            isOver = true;
            try (output) {
                disk.delete(path);
            } catch (IOException left) {
                // No checkpoint names what lies here; it goes when its own is discarded, or at the next start.
            }
        }
    }

    private void requireWriting() {
        if (isOver) {
            throw new IllegalStateException("Shared file is not being written: file=" + disk.locate(path));
        }
    }
}
