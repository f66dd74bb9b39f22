package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a snapshot from a file. Each block is compared with its own checksum; behind the last one the whole file is compared
 * with that of the manifest.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class FileSnapshotReader implements SnapshotReader {

    private final Disk.Input input;
    private final String where;
    private final SnapshotFile file;
    private final CRC32C crc = new CRC32C();

    /** Index and trailer. */
    private final byte[] tail;

    private final SectionIndex index;
    private final long indexAt;
    private final byte[] head = new byte[Frame.HEAD_BYTES];
    private long position = FileHeader.BYTES;
    private boolean isCompared;

    private FileSnapshotReader(Disk.Input input, String where, SnapshotFile file, long checkpointId)
            throws IOException, DamagedCheckpointException {
        this.input = input;
        this.where = where;
        this.file = file;
        requireLength();
        new FileHeader(FileHeader.Kind.SNAPSHOT, checkpointId).check(where, read(0, FileHeader.BYTES));
        byte[] end = read(file.bytes() - Trailer.BYTES, Trailer.BYTES);
        this.indexAt = Trailer.of(where, end, file.bytes()).indexAt();
        this.tail = read(indexAt, tailBytes());
        this.index = index();
        crc.update(read(0, FileHeader.BYTES));
    }

    /** Opens a file and reads its sections. */
    static FileSnapshotReader open(Disk disk, String path, SnapshotFile file, long checkpointId)
            throws NewerFormatException, DamagedCheckpointException {
        String where = disk.locate(path);
        Disk.Input input;
        try {
            input = disk.open(path);
        } catch (IOException e) {
            throw Damage.of(where, e);
        }
        try {
            return new FileSnapshotReader(input, where, file, checkpointId);
        } catch (IOException e) {
            release(input);
            throw Damage.of(where, e);
        } catch (DamagedCheckpointException | RuntimeException e) {
            release(input);
            throw e;
        }
    }

    @Override
    public List<Section> sections() {
        return index.sections();
    }

    @Override
    public long entries(int section) {
        return index.entries().get(section);
    }

    @Override
    public @Nullable Block next() throws NewerFormatException, DamagedCheckpointException {
        try {
            if (position < indexAt) {
                return block();
            }
        } catch (IOException e) {
            throw Damage.of(where, e);
        }
        compareWhole();
        return null;
    }

    private Block block() throws IOException, DamagedCheckpointException {
        if (indexAt - position < Frame.HEAD_BYTES) {
            throw Damage.of(where, "a block leads into the index");
        }
        input.read(position, head, 0, head.length);
        Frame frame = Frame.of(where, head, indexAt - position - Frame.HEAD_BYTES);
        byte[] bytes = read(position + Frame.HEAD_BYTES, frame.length());
        frame.check(where, head, bytes);
        if (frame.type() != Frame.BLOCK
                || frame.section() < 0
                || frame.section() >= sections().size()) {
            throw Damage.of(where, "a block is of no section: type=" + frame.type() + ", section=" + frame.section());
        }
        crc.update(head);
        crc.update(bytes);
        position += Frame.HEAD_BYTES + frame.length();
        return new Block(frame.section(), bytes, frame.entries());
    }

    private void compareWhole() throws DamagedCheckpointException {
        if (!isCompared) {
            crc.update(tail);
            if ((int) crc.getValue() != file.checksum()) {
                throw Damage.of(where, "differs from the checksum in the manifest");
            }
            isCompared = true;
        }
    }

    private void requireLength() throws IOException, DamagedCheckpointException {
        long bytes = input.bytes();
        if (bytes != file.bytes() || bytes < FileHeader.BYTES + Frame.HEAD_BYTES + Trailer.BYTES) {
            throw Damage.of(where, "has another length: bytes=" + bytes + ", expectedBytes=" + file.bytes());
        }
    }

    private int tailBytes() throws DamagedCheckpointException {
        long bytes = file.bytes() - indexAt;
        if (bytes > Frame.HEAD_BYTES + Frame.MAX_LENGTH + Trailer.BYTES) {
            throw Damage.of(where, "its index is too long: bytes=" + bytes);
        }
        return (int) bytes;
    }

    private SectionIndex index() throws DamagedCheckpointException {
        byte[] indexHead = Arrays.copyOf(tail, Frame.HEAD_BYTES);
        int available = tail.length - Frame.HEAD_BYTES - Trailer.BYTES;
        Frame frame = Frame.of(where, indexHead, available);
        byte[] text = Arrays.copyOfRange(tail, Frame.HEAD_BYTES, Frame.HEAD_BYTES + frame.length());
        frame.check(where, indexHead, text);
        if (frame.type() != Frame.INDEX || frame.length() != available) {
            throw Damage.of(where, "has something else in the place of its index");
        }
        try {
            return SectionIndex.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Damage.of(where, String.valueOf(e.getMessage()));
        }
    }

    private byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        input.read(from, bytes, 0, length);
        return bytes;
    }

    @Override
    public void close() {
        release(input);
    }

    private static void release(Disk.Input input) {
        try {
            input.close();
        } catch (IOException gone) {
            // It was only read.
        }
    }
}
