package io.millrace.benchmark.footprint;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * A source that always has one record more; event time passes by a millisecond every million records of a split.
 *
 * <p><b>Thread.</b> {@link #recordsRead} may be called by any thread.
 */
final class EndlessSource implements Source<String> {

    private static final int RECORDS_PER_MILLI = 1_000_000;

    private final int splitCount;
    private final LongFunction<String> values;
    private final AtomicLong recordsRead = new AtomicLong();

    EndlessSource(int splitCount, LongFunction<String> values) {
        this.splitCount = splitCount;
        this.values = values;
    }

    /** Records given so far, but for those of calls that have not returned yet. */
    long recordsRead() {
        return recordsRead.get();
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return new Reader();
    }

    private final class Reader implements SplitReader<String> {

        private long number;

        @Override
        public Progress read(SourceOutput<String> out) {
            long first = number;
            while (!out.isFull()) {
                out.emit(values.apply(number), number / RECORDS_PER_MILLI);
                number++;
            }
            recordsRead.addAndGet(number - first);
            return Progress.MORE;
        }
    }
}
