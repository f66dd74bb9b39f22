package io.millrace.kafka.source;

import io.millrace.source.SourceOutput;
import io.millrace.source.SplitReader;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Gives the task what the fetcher has put into the queue of one partition.
 *
 * <p><b>Thread.</b> Owned by the task.
 *
 * @param <T> the type of the values
 */
final class PartitionReader<T> implements SplitReader<T> {

    private final Fetcher<T> fetcher;
    private final PartitionQueue<T> queue;
    private final Runnable onClosed;
    private final long end;
    private long offset;
    private Uuid topicId;
    private @Nullable RecordBatch<T> batch;
    private int index;

    /** Reads from a queue that the fetcher knows. */
    PartitionReader(Fetcher<T> fetcher, PartitionQueue<T> queue, Runnable onClosed) {
        this.fetcher = fetcher;
        this.queue = queue;
        this.onClosed = onClosed;
        this.end = queue.start().end();
        this.offset = queue.start().offset();
        this.topicId = queue.start().topicId();
    }

    @Override
    public Progress read(SourceOutput<T> out) {
        while (!out.isFull()) {
            RecordBatch<T> current = batch == null ? next() : batch;
            if (current == null) {
                return progressWithoutRecords();
            }
            if (!emit(current, out)) {
                return Progress.MORE;
            }
            offset = current.nextOffset();
            batch = null;
        }
        return Progress.MORE;
    }

    @Override
    public String position() {
        return new PartitionPosition(offset, end, topicId).text();
    }

    @Override
    public void onCheckpointCompleted(String position) {
        if (fetcher.settings().group() != null) {
            fetcher.complete(
                    queue.partition(),
                    PartitionPosition.parse(SplitName.of(queue.partition()), position)
                            .offset());
        }
    }

    @Override
    public void close() {
        fetcher.close(queue);
        onClosed.run();
    }

    private @Nullable RecordBatch<T> next() {
        RecordBatch<T> next = queue.poll();
        if (next != null) {
            batch = next;
            index = 0;
            topicId = next.topicId();
            if (queue.isPaused()) {
                fetcher.wake();
            }
        }
        return next;
    }

    /** Emits what is left of a batch; false if the output is full before its end. */
    private boolean emit(RecordBatch<T> current, SourceOutput<T> out) {
        int size = current.size();
        while (index < size) {
            if (out.isFull()) {
                return false;
            }
            int i = index++;
            offset = current.offset(i) + 1;
            long timestampMillis = current.timestampMillis(i);
            if (timestampMillis < 0) {
                out.emit(current.value(i));
            } else {
                out.emit(current.value(i), timestampMillis);
            }
        }
        return true;
    }

    private Progress progressWithoutRecords() {
        if (offset >= end) {
            return Progress.END;
        }
        fetcher.check();
        return queue.isSilent(fetcher.nowMillis()) ? Progress.NOTHING_NOW : Progress.UNREACHABLE;
    }
}
