package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SnapshotWriter;
import io.millrace.worker.serial.Codec;
import io.millrace.worker.state.KeyedPart;
import io.millrace.worker.state.StoredPart;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One part of keyed state as it was at a barrier, on its way into a section. Its pages are encoded by the background, and
 * those that the task is about to change by the task.
 *
 * <p><b>Thread.</b> {@link #release} belongs to the task, {@link #writeSome} to the background; what they share is guarded by
 * this object.
 */
final class FrozenSection {

    private final Section section;
    private final KeyedPart.Frozen frozen;
    private final @Nullable StoredPart stored;
    private final Deque<EncodedBlock> encoded = new ArrayDeque<>();
    private @Nullable RuntimeException failure;
    private int number = -1;
    private long bytes;
    private boolean isFrozenWritten;

    private FrozenSection(Section section, PartFreezing<?> freezing) {
        this.section = section;
        this.frozen = freezing.freeze(this);
        this.stored = frozen.stored();
    }

    /** Freezes a part. */
    static <V> FrozenSection of(Section section, KeyedPart<V> part, Codec<Object> keys, Codec<V> values) {
        return new FrozenSection(section, new PartFreezing<>(part, keys, values));
    }

    /** Encodes and writes about one page; false when everything has been written. */
    boolean writeSome(SnapshotWriter out) throws IOException {
        if (number < 0) {
            number = out.section(section);
        }
        if (!isFrozenWritten) {
            isFrozenWritten = !writeNext();
        }
        for (EncodedBlock block = next(); block != null; block = next()) {
            out.block(number, block.bytes(), 0, block.bytes().length, block.entries());
            bytes += block.bytes().length;
        }
        return !isFrozenWritten;
    }

    /** Where a store holds the part, or null if it lies on the heap. */
    @Nullable
    StoredPart stored() {
        return stored;
    }

    /** Writes where the entries lie, in place of them. */
    void writeStored(SnapshotWriter out, StoredPart part) throws IOException {
        out.section(StoredSection.of(section, part));
    }

    /** The operator whose state it is. */
    String operator() {
        return section.operator();
    }

    /** Bytes written so far. */
    long bytes() {
        return bytes;
    }

    /** Gives the view up; by the task. */
    void release() {
        frozen.release();
    }

    synchronized void add(EncodedBlock block) {
        encoded.add(block);
    }

    synchronized void fail(RuntimeException cause) {
        failure = failure == null ? cause : failure;
    }

    private boolean writeNext() {
        try {
            return frozen.writeNext();
        } catch (IllegalStateException e) {
            throw SnapshotFailedException.ofView(section.operator(), section.name(), e);
        }
    }

    private synchronized @Nullable EncodedBlock next() {
        if (failure != null) {
            throw new SnapshotFailedException(section.operator(), section.name(), failure);
        }
        return encoded.poll();
    }

    private record PartFreezing<V>(KeyedPart<V> part, Codec<Object> keys, Codec<V> values) {

        KeyedPart.Frozen freeze(FrozenSection section) {
            return part.freeze(page(section), page(section));
        }

        private EntryPage<V> page(FrozenSection section) {
            return new EntryPage<>(keys, values, section::add, section::fail);
        }
    }
}
