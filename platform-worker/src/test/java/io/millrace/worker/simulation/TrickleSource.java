package io.millrace.worker.simulation;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** Splits that emit so many numbers each, timestamped by themselves, and are then silent for ever; the first ones emit none. */
final class TrickleSource implements Source<Long> {

    private final int count;
    private final int silentSplits;

    TrickleSource(int count, int silentSplits) {
        this.count = count;
        this.silentSplits = silentSplits;
    }

    @Override
    public List<String> splits() {
        return IntStream.rangeClosed(0, silentSplits)
                .mapToObj(Integer::toString)
                .toList();
    }

    @Override
    public SplitReader<Long> open(String split, SplitContext context) {
        boolean isSilent = Integer.parseInt(split) < silentSplits;
        return new SplitReader<>() {

            private long next;

            @Override
            public Progress read(SourceOutput<Long> out) {
                if (isSilent || next == count) {
                    return Progress.NOTHING_NOW;
                }
                out.emit(next, next++);
                return Progress.MORE;
            }
        };
    }
}
