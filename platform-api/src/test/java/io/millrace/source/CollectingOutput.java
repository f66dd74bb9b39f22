package io.millrace.source;

import io.millrace.time.Timestamped;
import java.util.ArrayList;
import java.util.List;

/** Output of a source that keeps what it takes, up to a number of records for each call. */
final class CollectingOutput<T> implements SourceOutput<T> {

    static final long NO_TIMESTAMP = -1;

    private final int recordsPerCall;
    private final List<Timestamped<T>> records = new ArrayList<>();
    private int taken;

    CollectingOutput(int recordsPerCall) {
        this.recordsPerCall = recordsPerCall;
    }

    /** Reads a split to its end and closes it. */
    static <T> List<Timestamped<T>> readAll(SplitReader<T> reader, int recordsPerCall) throws Exception {
        CollectingOutput<T> out = new CollectingOutput<>(recordsPerCall);
        while (out.read(reader) != SplitReader.Progress.END) {
            // The next call goes on where this one stopped.
        }
        reader.close();
        return out.records;
    }

    SplitReader.Progress read(SplitReader<T> reader) throws Exception {
        taken = 0;
        return reader.read(this);
    }

    List<Timestamped<T>> records() {
        return records;
    }

    List<T> values() {
        return records.stream().map(Timestamped::value).toList();
    }

    @Override
    public void emit(T value) {
        emit(value, NO_TIMESTAMP);
    }

    @Override
    public void emit(T value, long timestampMillis) {
        if (isFull()) {
            throw new IllegalStateException("Reader emits to a full output: value=" + value);
        }
        taken++;
        records.add(new Timestamped<>(value, timestampMillis));
    }

    @Override
    public boolean isFull() {
        return taken >= recordsPerCall;
    }
}
