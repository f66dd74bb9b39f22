package io.millrace.worker;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Splits of numbers that can be read again. Each split has so many, and gives those below a gate that the test lifts; they are
 * their own timestamps.
 */
final class GatedNumbers implements Source<Long> {

    private final int splits;
    private final long count;
    private final AtomicLong gate = new AtomicLong();
    private final AtomicInteger opened = new AtomicInteger();

    GatedNumbers(int splits, long count) {
        this.splits = splits;
        this.count = count;
    }

    /** Lets each split give so many numbers in all. */
    GatedNumbers lift(long numbers) {
        gate.set(numbers);
        return this;
    }

    /** How often a split was opened. */
    int opened() {
        return opened.get();
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splits).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<Long> open(String split, SplitContext context) {
        return new Reader(0);
    }

    @Override
    public SplitReader<Long> open(String split, String position, SplitContext context) {
        return new Reader(Long.parseLong(position));
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    private final class Reader implements SplitReader<Long> {

        private long next;

        Reader(long next) {
            this.next = next;
            opened.incrementAndGet();
        }

        @Override
        public Progress read(SourceOutput<Long> out) {
            long limit = Math.min(gate.get(), count);
            while (next < limit && !out.isFull()) {
                out.emit(next, next++);
            }
            if (next >= count) {
                return Progress.END;
            }
            return next < limit ? Progress.MORE : Progress.NOTHING_NOW;
        }

        @Override
        public String position() {
            return Long.toString(next);
        }
    }
}
