package io.millrace.source;

import io.millrace.time.Timestamped;
import java.util.List;
import java.util.stream.IntStream;

/** Values with timestamps in memory, in several splits. */
final class TimestampedSource<T> implements Source<T> {

    private final List<List<Timestamped<T>>> splits;

    TimestampedSource(List<List<Timestamped<T>>> splits) {
        this.splits = splits;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splits.size()).mapToObj(Integer::toString).toList();
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) {
        return new Reader<>(records(split), 0);
    }

    @Override
    public SplitReader<T> open(String split, String position, SplitContext context) {
        List<Timestamped<T>> records = records(split);
        return new Reader<>(records, RecordPosition.parse(split, position, records.size()));
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    private List<Timestamped<T>> records(String split) {
        return splits.get(Integer.parseInt(split));
    }

    private static final class Reader<T> implements SplitReader<T> {

        private final List<Timestamped<T>> records;
        private int next;

        Reader(List<Timestamped<T>> records, int next) {
            this.records = records;
            this.next = next;
        }

        @Override
        public Progress read(SourceOutput<T> out) {
            while (next < records.size() && !out.isFull()) {
                Timestamped<T> record = records.get(next++);
                out.emit(record.value(), record.timestampMillis());
            }
            return next < records.size() ? Progress.MORE : Progress.END;
        }

        @Override
        public String position() {
            return RecordPosition.of(next);
        }
    }
}
