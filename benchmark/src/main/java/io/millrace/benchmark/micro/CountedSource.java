package io.millrace.benchmark.micro;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;

/**
 * A number of values that exist already, from an array whose length is a power of two, over and over.
 *
 * @param <T> the type of the values
 */
final class CountedSource<T> implements Source<T> {

    private static final int VALUES_PER_MILLI = 1_000;

    private final T[] values;
    private final int count;

    CountedSource(T[] values, int count) {
        this.values = values;
        this.count = count;
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) {
        return new Reader();
    }

    private final class Reader implements SplitReader<T> {

        private int number;

        @Override
        public Progress read(SourceOutput<T> out) {
            while (!out.isFull()) {
                if (number == count) {
                    return Progress.END;
                }
                out.emit(values[number & (values.length - 1)], number / VALUES_PER_MILLI);
                number++;
            }
            return Progress.MORE;
        }
    }
}
