package io.millrace.benchmark.flink.job;

import io.millrace.benchmark.protocol.RunBooks;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads one split, several events at a time, so that the loop around the reader costs little for each. */
final class SplitReader<T> implements SourceReader<T, NoSplit> {

    private static final int EVENTS_PER_POLL = 128;

    private final SplitSource.Split<T> split;

    SplitReader(SplitSource.Split<T> split) {
        this.split = split;
    }

    @Override
    public void start() {
        RunBooks.begin();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
        for (int i = 0; i < EVENTS_PER_POLL; i++) {
            if (!split.emitNext(output)) {
                return InputStatus.END_OF_INPUT;
            }
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<NoSplit> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void addSplits(List<NoSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
}
