package io.millrace.benchmark.flink.job;

import java.io.Serializable;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Source whose every reader has a split of its own from the beginning, so that nothing has to be assigned. */
public final class SplitSource<T> implements Source<T, NoSplit, Void> {

    private final SplitOpener<T> opener;

    /** Reads what is opened for each task. */
    public SplitSource(SplitOpener<T> opener) {
        this.opener = opener;
    }

    @Override
    public Boundedness getBoundedness() {
        // As a job on live data has it: operators are scheduled together and watermarks flow.
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
        return new SplitReader<>(opener.open(context.getIndexOfSubtask(), context.currentParallelism()));
    }

    @Override
    public SplitEnumerator<NoSplit, Void> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
        return new NoSplit.Enumerator();
    }

    @Override
    public SplitEnumerator<NoSplit, Void> restoreEnumerator(SplitEnumeratorContext<NoSplit> context, Void checkpoint) {
        throw new UnsupportedOperationException("There are no checkpoints to restore");
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new NoSplit.Serializer<>();
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new NoSplit.Serializer<>();
    }

    /** Opens a split, of so many. */
    public interface SplitOpener<T> extends Serializable {

        Split<T> open(int index, int splits);
    }

    /** Emits events one by one. */
    public interface Split<T> {

        /** Emits the next event; false if there is none. */
        boolean emitNext(ReaderOutput<T> output);
    }
}
