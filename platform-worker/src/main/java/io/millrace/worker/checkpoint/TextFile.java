package io.millrace.worker.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A file with one text in it, guarded by a checksum: header, head of a frame, UTF-8.
 *
 * <p><b>Thread.</b> Keeps nothing; one at a time may write.
 */
final class TextFile {

    private static final String NEW_SUFFIX = ".new";

    private final Disk disk;
    private final String path;
    private final FileHeader header;

    TextFile(Disk disk, String path, FileHeader header) {
        this.disk = disk;
        this.path = path;
        this.header = header;
    }

    /** Where it lies, for messages. */
    String location() {
        return disk.locate(path);
    }

    /** Checksum of the file that holds this text. */
    int checksum(String text) {
        byte[] bytes = encoded(text);
        return Checksums.of(bytes, 0, bytes.length);
    }

    /**
     * A text that was read.
     *
     * @param text the text
     * @param checksum checksum of the file that holds it
     */
    record Content(String text, int checksum) {}

    /** Writes the file, syncs it and reads it back; its name is not synced. */
    void write(String text) throws IOException, DamagedCheckpointException {
        write(path, text);
    }

    /** Writes the file beside the one of its name, syncs it and reads it back. What has the name stays as it is. */
    void prepare(String text) throws IOException, DamagedCheckpointException {
        write(path + NEW_SUFFIX, text);
    }

    /** Puts what was prepared in the place of what has the name. When this fails it may be there all the same. */
    void replace() throws IOException {
        disk.rename(path + NEW_SUFFIX, path);
        disk.syncFolder(path.substring(0, path.lastIndexOf('/')));
    }

    private void write(String file, String text) throws IOException, DamagedCheckpointException {
        byte[] bytes = encoded(text);
        disk.delete(file);
        try (Disk.Output output = disk.create(file)) {
            output.write(bytes, 0, bytes.length);
            output.sync();
        }
        if (!read(file).text().equals(text)) {
            throw Damage.of(disk.locate(file), "holds another text than was written");
        }
    }

    private byte[] encoded(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > Frame.MAX_LENGTH) {
            throw new IllegalArgumentException("Text of a checkpoint is too long: bytes=" + utf8.length + ", maxBytes="
                    + Frame.MAX_LENGTH + "; keep less in its properties");
        }
        byte[] head = new Frame(Frame.TEXT, 0, 0, utf8.length).head(utf8, 0);
        byte[] bytes = new byte[FileHeader.BYTES + Frame.HEAD_BYTES + utf8.length];
        System.arraycopy(header.encoded(), 0, bytes, 0, FileHeader.BYTES);
        System.arraycopy(head, 0, bytes, FileHeader.BYTES, Frame.HEAD_BYTES);
        System.arraycopy(utf8, 0, bytes, FileHeader.BYTES + Frame.HEAD_BYTES, utf8.length);
        return bytes;
    }

    /** Reads the text. */
    String read() throws IOException, DamagedCheckpointException {
        return read(path).text();
    }

    /** Reads the text, and the checksum of the file. */
    Content readContent() throws IOException, DamagedCheckpointException {
        return read(path);
    }

    private Content read(String file) throws IOException, DamagedCheckpointException {
        String where = disk.locate(file);
        try (Disk.Input input = disk.open(file)) {
            byte[] first = new byte[FileHeader.BYTES];
            input.read(0, first, 0, first.length);
            header.check(where, first);
            byte[] head = new byte[Frame.HEAD_BYTES];
            input.read(FileHeader.BYTES, head, 0, head.length);
            long available = input.bytes() - FileHeader.BYTES - Frame.HEAD_BYTES;
            Frame frame = Frame.of(where, head, available);
            byte[] utf8 = new byte[frame.length()];
            input.read(FileHeader.BYTES + Frame.HEAD_BYTES, utf8, 0, utf8.length);
            frame.check(where, head, utf8);
            if (frame.type() != Frame.TEXT || frame.length() != available) {
                throw Damage.of(where, "holds something else than one text");
            }
            CRC32C crc = new CRC32C();
            crc.update(first);
            crc.update(head);
            crc.update(utf8);
            return new Content(new String(utf8, StandardCharsets.UTF_8), (int) crc.getValue());
        } catch (EOFException tooShort) {
            throw Damage.of(where, tooShort);
        }
    }
}
