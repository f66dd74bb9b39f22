package io.millrace.benchmark.pass;

import io.millrace.benchmark.workload.PassStrings;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** The strings, dealt to the splits in turn; a thousand share a millisecond of event time. */
final class PassSource implements Source<String> {

    private static final int STRINGS_PER_MILLI = 1_000;

    private final PassStrings strings;
    private final long count;
    private final int splitCount;

    PassSource(PassStrings strings, long count, int splitCount) {
        this.strings = strings;
        this.count = count;
        this.splitCount = splitCount;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return new Reader(Integer.parseInt(split));
    }

    private final class Reader implements SplitReader<String> {

        private long number;

        Reader(long first) {
            this.number = first;
        }

        @Override
        public Progress read(SourceOutput<String> out) {
            while (!out.isFull()) {
                if (number >= count) {
                    return Progress.END;
                }
                out.emit(strings.get(number), number / STRINGS_PER_MILLI);
                number += splitCount;
            }
            return Progress.MORE;
        }
    }
}
