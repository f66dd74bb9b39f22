package io.millrace.worker.task;

import io.millrace.deadletter.DeadLetter;
import io.millrace.function.KeyFunction;
import io.millrace.partition.KeyGroups;
import io.millrace.partition.StableHash;
import io.millrace.time.EventTime;
import io.millrace.topology.Step;
import io.millrace.worker.exchange.ChannelWriter;
import io.millrace.worker.exchange.Control;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Way out of a task into one exchange: deals records to its channels.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
abstract class Sender extends Receiver {

    private final ChannelWriter[] writers;
    private long sentMillis = EventTime.NO_WATERMARK;

    Sender(ChannelWriter[] writers) {
        this.writers = writers;
    }

    @Override
    final boolean isLocal() {
        return Arrays.stream(writers).allMatch(ChannelWriter::isLocal);
    }

    final void watermark(long millis) {
        if (millis > sentMillis) {
            sentMillis = millis;
            for (ChannelWriter writer : writers) {
                writer.writeWatermark(millis);
            }
        }
    }

    /** What user code of the way out threw; kept, because user code on the way may have swallowed it. */
    @Nullable
    OperatorFailedException failure() {
        return null;
    }

    /** What is counted here of the step that reads, or null if nothing is. */
    @Nullable
    OperatorCounters readerCounters() {
        return null;
    }

    final void control(Control control) {
        for (ChannelWriter writer : writers) {
            writer.writeControl(control);
        }
    }

    final void barrier(long id) {
        for (ChannelWriter writer : writers) {
            writer.writeBarrier(id);
        }
    }

    final void flush(boolean hasInput) {
        for (ChannelWriter writer : writers) {
            writer.flush(hasInput);
        }
    }

    /** Bytes that have gone to other processes; any thread. */
    final long bytesOut() {
        long bytes = 0;
        for (ChannelWriter writer : writers) {
            bytes += writer.bytesOut();
        }
        return bytes;
    }

    final boolean isFlushed() {
        for (ChannelWriter writer : writers) {
            if (!writer.isFlushed()) {
                return false;
            }
        }
        return true;
    }

    /** Sends everything to one task. */
    static final class ToOne extends Sender {

        private final ChannelWriter writer;

        ToOne(ChannelWriter writer) {
            super(new ChannelWriter[] {writer});
            this.writer = writer;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            writer.write(value, timestampMillis);
        }
    }

    /** Sends to all tasks in turn. */
    static final class InTurn extends Sender {

        private final ChannelWriter[] writers;
        private int next;

        InTurn(ChannelWriter[] writers, int first) {
            super(writers);
            this.writers = writers;
            this.next = first % writers.length;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            writers[next].write(value, timestampMillis);
            if (++next == writers.length) {
                next = 0;
            }
        }
    }

    /** Sends every record to every task. */
    static final class ToAll extends Sender {

        private final ChannelWriter[] writers;

        ToAll(ChannelWriter[] writers) {
            super(writers);
            this.writers = writers;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            for (ChannelWriter writer : writers) {
                writer.write(value, timestampMillis);
            }
        }
    }

    /** Sends the records of a key to the task of its key group. */
    static final class ByKey extends Sender {

        private final KeyFunction<Object, Object> function;
        private final KeyGroups keyGroups;
        private final ChannelWriter[] writerOfGroup;
        private final Step reader;
        private final OperatorCounters readerCounters;
        private final RecordFailures failures;
        private @Nullable OperatorFailedException failure;

        /**
         * Makes a way out.
         *
         * @param reader the step that reads: the key is its, and what is wrong with it is its failure
         * @param failures decides what becomes of records without a key
         */
        ByKey(
                ChannelWriter[] writers,
                KeyFunction<Object, Object> function,
                KeyGroups keyGroups,
                Step reader,
                RecordFailures failures,
                OperatorCounters readerCounters) {
            super(writers);
            this.function = function;
            this.keyGroups = keyGroups;
            this.writerOfGroup = new ChannelWriter[keyGroups.count()];
            for (int group = 0; group < writerOfGroup.length; group++) {
                writerOfGroup[group] = writers[keyGroups.taskOf(group, writers.length)];
            }
            this.reader = reader;
            this.readerCounters = readerCounters;
            this.failures = failures;
        }

        @Override
        void accept(Object value, long timestampMillis) {
            Object key;
            int hash;
            try {
                key = function.key(value);
                if (key == null) {
                    throw ChainNode.nullKey();
                }
                hash = StableHash.of(key);
            } catch (Throwable e) {
                keyFailed(value, timestampMillis, e);
                return;
            }
            acceptKeyed(key, hash, value, timestampMillis);
        }

        @Override
        void acceptKeyed(Object key, int hash, Object value, long timestampMillis) {
            writerOfGroup[keyGroups.groupOf(hash)].write(key, hash, value, timestampMillis);
        }

        @Override
        @Nullable
        OperatorFailedException failure() {
            return failure;
        }

        /** Names who takes the dead letters of the reader that come from here. */
        void deadLettersTo(Receiver receiver) {
            SideReceiver counted = new SideReceiver(DeadLetter.OUTPUT.name(), receiver);
            readerCounters.countSideOutputs(List.of(counted));
            failures.deadLettersTo(counted);
        }

        @Override
        OperatorCounters readerCounters() {
            return readerCounters;
        }

        /** Leaves the record out, or fails. What it left out, the step has taken: so it is where the key is found there. */
        private void keyFailed(Object value, long timestampMillis, Throwable cause) {
            if (!failures.leaveOut(FailedRecord.of(value, timestampMillis), cause)) {
                failure = OperatorFailedException.of(reader.name(), value, cause);
                throw failure;
            }
            readerCounters.in(1);
        }
    }
}
