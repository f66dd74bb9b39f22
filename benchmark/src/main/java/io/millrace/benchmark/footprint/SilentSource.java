package io.millrace.benchmark.footprint;

import io.millrace.source.Source;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.source.SplitReader.Progress;
import java.util.List;
import java.util.stream.IntStream;

/** A source that never has a record and never ends. */
final class SilentSource implements Source<String> {

    private final int splitCount;

    SilentSource(int splitCount) {
        this.splitCount = splitCount;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return out -> Progress.NOTHING_NOW;
    }
}
