package io.millrace.benchmark.flink.job;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Split of a source that assigns none: the type has no values. */
enum NoSplit implements SourceSplit {
    ;

    @Override
    public String splitId() {
        return name();
    }

    /** Assigns nothing. */
    static final class Enumerator implements SplitEnumerator<NoSplit, Void> {

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public Void snapshotState(long checkpointId) {
            throw Serializer.noCheckpoints();
        }

        @Override
        public void close() {}
    }

    /** Is asked for, and never used. */
    static final class Serializer<T> implements SimpleVersionedSerializer<T> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T value) {
            throw noCheckpoints();
        }

        @Override
        public T deserialize(int version, byte[] bytes) {
            throw noCheckpoints();
        }

        private static UnsupportedOperationException noCheckpoints() {
            return new UnsupportedOperationException("Checkpoints are off, and there are no splits");
        }
    }
}
