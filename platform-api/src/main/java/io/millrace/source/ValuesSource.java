package io.millrace.source;

import java.util.List;

/** Values in memory, in one split. */
final class ValuesSource<T> implements Source<T> {

    private final List<T> values;

    ValuesSource(List<T> values) {
        this.values = values;
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) {
        return new Reader<>(values, 0);
    }

    @Override
    public SplitReader<T> open(String split, String position, SplitContext context) {
        return new Reader<>(values, RecordPosition.parse(split, position, values.size()));
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    private static final class Reader<T> implements SplitReader<T> {

        private final List<T> values;
        private int next;

        Reader(List<T> values, int next) {
            this.values = values;
            this.next = next;
        }

        @Override
        public Progress read(SourceOutput<T> out) {
            while (next < values.size() && !out.isFull()) {
                out.emit(values.get(next++));
            }
            return next < values.size() ? Progress.MORE : Progress.END;
        }

        @Override
        public String position() {
            return RecordPosition.of(next);
        }
    }
}
