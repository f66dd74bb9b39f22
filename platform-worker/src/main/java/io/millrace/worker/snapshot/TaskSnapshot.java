package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SharedFile;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.checkpoint.SnapshotWriter;
import io.millrace.worker.state.StoredPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one task as it was at a barrier: small facts and pieces, copied, and keyed state, frozen.
 *
 * <p>Where keyed state lies in files, it can be written in two forms: entry by entry, which any backend reads back, or as the
 * files, of which the store holds most already.
 *
 * <p><b>Thread.</b> Made and released by the task; written by the background.
 */
public final class TaskSnapshot {

    private final TaskId task;
    private final long checkpointId;
    private final boolean isEnded;
    private final CutTimes times;
    private final List<Section> facts;
    private final List<Pieces> pieces;
    private final List<FrozenSection> keyed;
    private final int transactions;
    private final @Nullable FrozenFiles frozenFiles;
    private final @Nullable FileSections ofFiles;
    private int factsWritten;
    private int piecesWritten;
    private int keyedWritten;

    /** What is written in place of entries; null while that is open, or if entries are written. */
    private @Nullable FileSections files;

    private boolean isFormChosen;

    private TaskSnapshot(Builder builder, CutTimes times) {
        this.task = builder.task;
        this.checkpointId = builder.checkpointId;
        this.isEnded = builder.isEnded;
        this.facts = List.copyOf(builder.facts);
        this.pieces = List.copyOf(builder.pieces);
        this.keyed = List.copyOf(builder.keyed);
        this.transactions = builder.transactions;
        this.times = times;
        this.frozenFiles = builder.files;
        this.ofFiles =
                builder.files == null ? null : new FileSections(task, checkpointId, builder.files, builder.names);
    }

    /** The task. */
    public TaskId task() {
        return task;
    }

    /** Number of the checkpoint that it belongs to. */
    public long checkpointId() {
        return checkpointId;
    }

    /** Whether the task had taken all its input. */
    public boolean isEnded() {
        return isEnded;
    }

    /** How long the parts of the cut took. */
    public CutTimes times() {
        return times;
    }

    /** Number of transactions in it that wait for the checkpoint to be decided. */
    public int transactions() {
        return transactions;
    }

    /**
     * Bytes of keyed state written so far, by operator, also of files that the store holds already. Files are dealt to operators
     * by their numbers of entries.
     */
    public Map<String, Long> bytesByOperator() {
        Map<String, Long> bytes = new HashMap<>();
        long fileBytes = shared().stream().mapToLong(SharedFile::bytes).sum();
        long entries = Math.max(
                1, keyed.stream().mapToLong(TaskSnapshot::storedEntries).sum());
        for (FrozenSection section : keyed) {
            long ofFiles = (long) ((double) fileBytes * storedEntries(section) / entries);
            bytes.merge(section.operator(), section.bytes() + ofFiles, Long::sum);
        }
        return bytes;
    }

    /** Files beside the snapshot that belong to it. */
    public List<SharedFile> shared() {
        return files == null ? List.of() : List.copyOf(files.shared());
    }

    /** Takes hold of files, should they be complete: while others are written, they may become so and change again. */
    public void tryHoldFiles() {
        if (frozenFiles != null) {
            frozenFiles.tryHold();
        }
    }

    /**
     * Writes some of it; false when everything has been written.
     *
     * @param sharing takes the files that others may name too; null if the snapshot has to hold everything
     */
    public boolean writeSome(SnapshotWriter out, @Nullable SnapshotStore sharing) throws IOException {
        if (factsWritten < facts.size()) {
            out.section(facts.get(factsWritten++));
        } else if (piecesWritten < pieces.size()) {
            pieces.get(piecesWritten++).write(out);
        } else if (!isFormChosen) {
            isFormChosen = true;
            files = sharing != null && areFilesExact() ? ofFiles : null;
        } else if (keyedWritten < keyed.size()) {
            keyedWritten += writeKeyed(keyed.get(keyedWritten), out) ? 0 : 1;
        } else if (files != null && sharing != null) {
            return files.writeSome(out, sharing);
        }
        return !isFormChosen || keyedWritten < keyed.size() || files != null;
    }

    /** Gives up what is being written. */
    public void abandon() {
        if (ofFiles != null) {
            ofFiles.abandon();
        }
    }

    /** Gives the frozen state up, written or not; by the task. */
    public void release() {
        keyed.forEach(FrozenSection::release);
        if (frozenFiles != null) {
            frozenFiles.release();
        }
    }

    private boolean areFilesExact() {
        try {
            return frozenFiles != null && frozenFiles.areExact();
        } catch (IllegalStateException e) {
            throw SnapshotFailedException.ofFiles(task, e);
        }
    }

    private boolean writeKeyed(FrozenSection section, SnapshotWriter out) throws IOException {
        StoredPart stored = section.stored();
        if (files != null && stored != null) {
            section.writeStored(out, stored);
            return false;
        }
        return section.writeSome(out);
    }

    private static long storedEntries(FrozenSection section) {
        StoredPart stored = section.stored();
        return stored == null ? 0 : stored.size();
    }

    /** Collects the state of a task; used by the task in one go. */
    public static final class Builder {

        private final TaskId task;
        private final long checkpointId;
        private final boolean isEnded;
        private final List<Section> facts = new ArrayList<>();
        private final List<Pieces> pieces = new ArrayList<>();
        private final List<FrozenSection> keyed = new ArrayList<>();
        private int transactions;
        private @Nullable FrozenFiles files;
        private SharedNames names = new SharedNames();

        /** Begins a snapshot. */
        public Builder(TaskId task, long checkpointId, boolean isEnded) {
            this.task = task;
            this.checkpointId = checkpointId;
            this.isEnded = isEnded;
        }

        /** Number of the checkpoint. */
        public long checkpointId() {
            return checkpointId;
        }

        /** Adds facts of an operator. */
        public Builder facts(String operator, String name, Map<String, String> values) {
            facts.add(new Section(operator, name, values));
            return this;
        }

        /** Adds what an operator keeps beside keyed state. */
        public Builder pieces(String operator, List<byte[]> ofOperator) {
            if (!ofOperator.isEmpty()) {
                pieces.add(new Pieces(operator, List.copyOf(ofOperator)));
            }
            return this;
        }

        /** Counts transactions that wait for the checkpoint to be decided. */
        public Builder transactions(int count) {
            transactions += count;
            return this;
        }

        /** Freezes and adds the keyed state of an operator. */
        public Builder keyed(KeyedSections sections) {
            keyed.addAll(sections.freeze());
            return this;
        }

        /**
         * Adds the files under the tables of the task, when all keyed state has been added.
         *
         * @param frozen the files, or null if there are none
         * @param known under which names the store was given them
         */
        public Builder files(@Nullable FrozenFiles frozen, SharedNames known) {
            files = frozen;
            names = known;
            return this;
        }

        /** Ends the snapshot. */
        public TaskSnapshot build(CutTimes times) {
            return new TaskSnapshot(this, times);
        }
    }
}
