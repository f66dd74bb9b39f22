package io.millrace.benchmark.killed;

import io.millrace.source.Source;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;

/** Text that comes no faster than so many lines a split in each stretch of time. */
record PacedText(Source<String> text, int lines, long pauseMillis) implements Source<String> {

    @Override
    public List<String> splits() throws Exception {
        return text.splits();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) throws Exception {
        return new PacedReader<>(text.open(split, context), context, lines, pauseMillis);
    }

    @Override
    public SplitReader<String> open(String split, String position, SplitContext context) throws Exception {
        return new PacedReader<>(text.open(split, position, context), context, lines, pauseMillis);
    }

    @Override
    public boolean isReplayable() {
        return text.isReplayable();
    }
}
