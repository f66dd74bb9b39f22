package io.millrace.worker.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A file of an {@link InMemoryCheckpointStore}. */
final class InMemorySnapshot {

    private final List<Section> sections = new ArrayList<>();
    private final List<SnapshotReader.Block> blocks = new ArrayList<>();
    private final CRC32C crc = new CRC32C();
    private long bytes;

    SnapshotFile described(String name) {
        return new SnapshotFile(name, bytes, (int) crc.getValue());
    }

    SnapshotReader reader() {
        return new Reader();
    }

    SnapshotWriter writer(String name, Consumer<InMemorySnapshot> onFinish, Runnable onGivenUp) {
        return new Writer(name, onFinish, onGivenUp);
    }

    private final class Writer implements SnapshotWriter {

        private final String name;
        private final Consumer<InMemorySnapshot> onFinish;
        private final Runnable onGivenUp;
        private boolean isWriting = true;

        Writer(String name, Consumer<InMemorySnapshot> onFinish, Runnable onGivenUp) {
            this.name = name;
            this.onFinish = onFinish;
            this.onGivenUp = onGivenUp;
        }

        @Override
        public int section(Section section) {
            requireWriting();
            sections.add(section);
            return sections.size() - 1;
        }

        @Override
        public void block(int section, byte[] block, int offset, int length, int entries) {
            requireWriting();
            Objects.checkIndex(section, sections.size());
            byte[] copy = Arrays.copyOfRange(block, offset, offset + length);
            blocks.add(new SnapshotReader.Block(section, copy, entries));
            crc.update(copy);
            bytes += length;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public SnapshotFile finish() {
            requireWriting();
            isWriting = false;
            onFinish.accept(InMemorySnapshot.this);
            return described(name);
        }

        @Override
        public void close() {
            if (isWriting) {
                isWriting = false;
                onGivenUp.run();
            }
        }

        private void requireWriting() {
            if (!isWriting) {
                throw new IllegalStateException("Snapshot is not being written: file=" + name);
            }
        }
    }

    private final class Reader implements SnapshotReader {

        private final Iterator<Block> rest = blocks.iterator();

        @Override
        public List<Section> sections() {
            return List.copyOf(sections);
        }

        @Override
        public long entries(int section) {
            return blocks.stream()
                    .filter(block -> block.section() == section)
                    .mapToLong(Block::entries)
                    .sum();
        }

        @Override
        public @Nullable Block next() {
            if (!rest.hasNext()) {
                return null;
            }
            Block block = rest.next();
            return new Block(block.section(), block.bytes().clone(), block.entries());
        }

        @Override
        public void close() {}
    }
}
