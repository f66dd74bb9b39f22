package io.millrace.worker;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A source of numbers and a sink, on either side of what is tested, that note what becomes of them. */
final class Probe {

    final AtomicLong emitted = new AtomicLong();
    final AtomicLong consumed = new AtomicLong();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    /** Splits of so many numbers each, from 0, which are their own timestamps. */
    Source<Long> source(int splits, long count) {
        return new NumberSource(splits, count);
    }

    Source<Long> endless() {
        return new NumberSource(1, Long.MAX_VALUE);
    }

    Sink<Object> sink() {
        return (taskIndex, parallelism) -> {
            opened.incrementAndGet();
            return new SinkWriter<>() {

                @Override
                public void write(Object value, long timestampMillis) {
                    consumed.incrementAndGet();
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        };
    }

    /** Whether all that was opened has been closed, once. */
    boolean isClosed() {
        return opened.get() == closed.get();
    }

    @Override
    public String toString() {
        return "opened=" + opened + ", closed=" + closed + ", emitted=" + emitted + ", consumed=" + consumed;
    }

    private final class NumberSource implements Source<Long> {

        private final int splits;
        private final long count;

        NumberSource(int splits, long count) {
            this.splits = splits;
            this.count = count;
        }

        @Override
        public List<String> splits() {
            return IntStream.range(0, splits).mapToObj(Integer::toString).toList();
        }

        @Override
        public SplitReader<Long> open(String split, SplitContext context) {
            opened.incrementAndGet();
            return new SplitReader<>() {

                private long next;

                @Override
                public Progress read(SourceOutput<Long> out) {
                    while (next < count && !out.isFull()) {
                        out.emit(next, next++);
                        emitted.incrementAndGet();
                    }
                    return next < count ? Progress.MORE : Progress.END;
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }
}
