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
        return new Reader<>(values);
    }

    private static final class Reader<T> implements SplitReader<T> {

        private final List<T> values;
        private int next;

        Reader(List<T> values) {
            this.values = values;
        }

        @Override
        public Progress read(SourceOutput<T> out) {
            while (next < values.size() && !out.isFull()) {
                out.emit(values.get(next++));
            }
            return next < values.size() ? Progress.MORE : Progress.END;
        }
    }
}
