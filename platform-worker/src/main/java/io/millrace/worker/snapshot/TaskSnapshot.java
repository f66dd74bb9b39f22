package io.millrace.worker.snapshot;

import io.millrace.worker.checkpoint.Section;
import io.millrace.worker.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of one task as it was at a barrier: small facts and pieces, copied, and keyed state, frozen.
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
    private int factsWritten;
    private int piecesWritten;
    private int keyedWritten;

    private TaskSnapshot(Builder builder, CutTimes times) {
        this.task = builder.task;
        this.checkpointId = builder.checkpointId;
        this.isEnded = builder.isEnded;
        this.facts = List.copyOf(builder.facts);
        this.pieces = List.copyOf(builder.pieces);
        this.keyed = List.copyOf(builder.keyed);
        this.transactions = builder.transactions;
        this.times = times;
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

    /** Bytes of keyed state written so far, by operator. */
    public Map<String, Long> bytesByOperator() {
        Map<String, Long> bytes = new HashMap<>();
        keyed.forEach(section -> bytes.merge(section.operator(), section.bytes(), Long::sum));
        return bytes;
    }

    /** Writes some of it; false when everything has been written. */
    public boolean writeSome(SnapshotWriter out) throws IOException {
        if (factsWritten < facts.size()) {
            out.section(facts.get(factsWritten++));
        } else if (piecesWritten < pieces.size()) {
            pieces.get(piecesWritten++).write(out);
        } else if (keyedWritten < keyed.size() && !keyed.get(keyedWritten).writeSome(out)) {
            keyedWritten++;
        }
        return factsWritten < facts.size() || piecesWritten < pieces.size() || keyedWritten < keyed.size();
    }

    /** Gives the frozen state up, written or not; by the task. */
    public void release() {
        keyed.forEach(FrozenSection::release);
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

        /** Ends the snapshot. */
        public TaskSnapshot build(CutTimes times) {
            return new TaskSnapshot(this, times);
        }
    }
}
