package io.millrace.worker.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes a snapshot to a file: header, blocks, index of the sections, trailer.
 *
 * <p><b>Thread.</b> Used by one.
 */
final class FileSnapshotWriter implements SnapshotWriter {

    private final Disk disk;
    private final String folder;
    private final String name;
    private final SequentialOutput output;
    private final List<Section> sections = new ArrayList<>();
    private final List<Long> entries = new ArrayList<>();
    private State state = State.WRITING;

    private enum State {
        WRITING,
        FAILED,
        FINISHED,
        CLOSED
    }

    FileSnapshotWriter(Disk disk, String folder, String name, long checkpointId) throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.name = name;
        this.output = new SequentialOutput(disk.create(path()));
        // Fits the buffer, so the file that was just opened cannot fail here.
        write(new FileHeader(FileHeader.Kind.SNAPSHOT, checkpointId).encoded());
    }

    @Override
    public int section(Section section) {
        requireWriting();
        sections.add(section);
        entries.add(0L);
        return sections.size() - 1;
    }

    @Override
    public void block(int section, byte[] bytes, int offset, int length, int blockEntries) throws IOException {
        requireWriting();
        Objects.checkIndex(section, sections.size());
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > Frame.MAX_LENGTH || blockEntries < 0) {
            throw new IllegalArgumentException("Block of a snapshot is out of range: file=" + disk.locate(path())
                    + ", bytes=" + length + ", maxBytes=" + Frame.MAX_LENGTH + ", entries=" + blockEntries
                    + "; write smaller blocks");
        }
        write(new Frame(Frame.BLOCK, section, blockEntries, length), bytes, offset);
        entries.set(section, entries.get(section) + blockEntries);
    }

    @Override
    public long bytes() {
        return output.bytes();
    }

    @Override
    public SnapshotFile finish() throws IOException {
        requireWriting();
        byte[] index = new SectionIndex(sections, entries).text().getBytes(StandardCharsets.UTF_8);
        if (index.length > Frame.MAX_LENGTH) {
            throw new IllegalArgumentException("Sections of a snapshot are too long: file=" + disk.locate(path())
                    + ", bytes=" + index.length + ", maxBytes=" + Frame.MAX_LENGTH
                    + "; keep fewer sections or less in their properties");
        }
        long indexAt = output.bytes();
        write(new Frame(Frame.INDEX, 0, 0, index.length), index, 0);
        write(new Trailer(indexAt, output.bytes() + Trailer.BYTES).encoded());
        state = State.FAILED;
        output.finish();
        disk.syncFolder(folder);
        state = State.FINISHED;
        return new SnapshotFile(name, output.bytes(), output.checksum());
    }

    @Override
    public void close() {
        if (state == State.WRITING || state == State.FAILED) {
            state = State.CLOSED;
            try (output) {
                disk.delete(path());
            } catch (IOException left) {
                // Nobody restores what lies here; it goes when the checkpoint is discarded, or at the next start.
            }
        }
    }

    private void write(Frame frame, byte[] bytes, int offset) throws IOException {
        write(frame.head(bytes, offset));
        write(bytes, offset, frame.length());
    }

    private void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    /** A write that failed may have left a part, so nothing may follow it. */
    private void write(byte[] bytes, int offset, int length) throws IOException {
        state = State.FAILED;
        output.write(bytes, offset, length);
        state = State.WRITING;
    }

    private void requireWriting() {
        if (state != State.WRITING) {
            throw new IllegalStateException(
                    "Snapshot is not being written: file=" + disk.locate(path()) + ", state=" + state);
        }
    }

    private String path() {
        return folder + "/" + name;
    }
}
