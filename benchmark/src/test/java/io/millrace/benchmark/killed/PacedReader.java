package io.millrace.benchmark.killed;

import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;

/** Reads a split no faster than so many records in each stretch of time, so that a run lasts. */
final class PacedReader<T> implements SplitReader<T> {

    private final SplitReader<T> reader;
    private final SplitContext context;
    private final int records;
    private final long pauseMillis;
    private long nextMillis;

    PacedReader(SplitReader<T> reader, SplitContext context, int records, long pauseMillis) {
        this.reader = reader;
        this.context = context;
        this.records = records;
        this.pauseMillis = pauseMillis;
    }

    @Override
    public Progress read(SourceOutput<T> out) throws Exception {
        long nowMillis = context.nowMillis();
        if (nowMillis < nextMillis) {
            return Progress.NOTHING_NOW;
        }
        nextMillis = nowMillis + pauseMillis;
        return reader.read(new Limited<>(out, records));
    }

    @Override
    public String position() {
        return reader.position();
    }

    @Override
    public void onCheckpointCompleted(String position) throws Exception {
        reader.onCheckpointCompleted(position);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }

    /** Takes no more than a number of records. */
    private static final class Limited<T> implements SourceOutput<T> {

        private final SourceOutput<T> out;
        private int left;

        Limited(SourceOutput<T> out, int left) {
            this.out = out;
            this.left = left;
        }

        @Override
        public void emit(T value) {
            left--;
            out.emit(value);
        }

        @Override
        public void emit(T value, long timestampMillis) {
            left--;
            out.emit(value, timestampMillis);
        }

        @Override
        public boolean isFull() {
            return left <= 0 || out.isFull();
        }
    }
}
