package io.millrace.kafka;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Splits "a" and "b" of numbers that can be read again; each gives those below a gate that the test lifts. */
final class NumberedValues implements Source<String> {

    private final long count;
    private final AtomicLong gate = new AtomicLong();

    NumberedValues(long count) {
        this.count = count;
    }

    void lift(long numbers) {
        gate.set(numbers);
    }

    @Override
    public List<String> splits() {
        return List.of("a", "b");
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return new Reader(split, 0);
    }

    @Override
    public SplitReader<String> open(String split, String position, SplitContext context) {
        return new Reader(split, Long.parseLong(position));
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    private final class Reader implements SplitReader<String> {

        private final String split;
        private long next;

        Reader(String split, long next) {
            this.split = split;
            this.next = next;
        }

        @Override
        public Progress read(SourceOutput<String> out) {
            long limit = Math.min(gate.get(), count);
            while (next < limit && !out.isFull()) {
                out.emit(split + next, 1_700_000_000_000L + next);
                next++;
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
