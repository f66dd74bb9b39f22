package io.millrace.benchmark.killed;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;

/** Text that comes no faster than so many lines a split in each stretch of time, so that a run lasts. */
record PacedText(Source<String> text, int lines, long pauseMillis) implements Source<String> {

    @Override
    public List<String> splits() throws Exception {
        return text.splits();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) throws Exception {
        return new Reader(text.open(split, context), context, this);
    }

    @Override
    public SplitReader<String> open(String split, String position, SplitContext context) throws Exception {
        return new Reader(text.open(split, position, context), context, this);
    }

    @Override
    public boolean isReplayable() {
        return text.isReplayable();
    }

    private static final class Reader implements SplitReader<String> {

        private final SplitReader<String> reader;
        private final SplitContext context;
        private final PacedText pace;
        private long nextMillis;

        Reader(SplitReader<String> reader, SplitContext context, PacedText pace) {
            this.reader = reader;
            this.context = context;
            this.pace = pace;
        }

        @Override
        public Progress read(SourceOutput<String> out) throws Exception {
            long nowMillis = context.nowMillis();
            if (nowMillis < nextMillis) {
                return Progress.NOTHING_NOW;
            }
            nextMillis = nowMillis + pace.pauseMillis();
            return reader.read(new Limited(out, pace.lines()));
        }

        @Override
        public String position() {
            return reader.position();
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }

    /** Takes no more than a number of lines. */
    private static final class Limited implements SourceOutput<String> {

        private final SourceOutput<String> out;
        private int left;

        Limited(SourceOutput<String> out, int left) {
            this.out = out;
            this.left = left;
        }

        @Override
        public void emit(String line) {
            left--;
            out.emit(line);
        }

        @Override
        public void emit(String line, long timestampMillis) {
            left--;
            out.emit(line, timestampMillis);
        }

        @Override
        public boolean isFull() {
            return left <= 0 || out.isFull();
        }
    }
}
