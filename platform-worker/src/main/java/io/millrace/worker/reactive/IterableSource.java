package io.millrace.worker.reactive;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import io.millrace.type.TypeRef;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A source of one split that reads an {@code Iterable}, {@code Iterator} or Java stream once, in order.
 *
 * <p><b>Lifecycle.</b> The elements are obtained when the split is opened; a stream is closed with it.
 *
 * <p>Not replayable: after a failure the elements are obtained anew, and records since the last checkpoint
 * are lost.
 *
 * @param <T> the type of the records
 */
public final class IterableSource<T> implements Source<T> {

    private final Callable<?> values;
    private final @Nullable TypeRef<T> type;
    private final boolean isBlocking;

    /** Reads what {@code values} returns when the split is opened. */
    public IterableSource(Callable<?> values, @Nullable TypeRef<T> type, boolean isBlocking) {
        this.values = Objects.requireNonNull(values, "values");
        this.type = type;
        this.isBlocking = isBlocking;
    }

    @Override
    public List<String> splits() {
        return List.of("0");
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) throws Exception {
        return new Reader<>(Elements.of(values.call()), context);
    }

    @Override
    public boolean isBlocking() {
        return isBlocking;
    }

    @Override
    public @Nullable TypeRef<?> type() {
        return Records.unwrapped(type);
    }

    private record Reader<T>(Elements elements, SplitContext context) implements SplitReader<T> {

        @Override
        public Progress read(SourceOutput<T> out) {
            while (!out.isFull()) {
                if (!elements.hasNext()) {
                    return Progress.END;
                }
                Records.emit(out, elements.next(), context.nowMillis());
            }
            return Progress.MORE;
        }

        @Override
        public void close() {
            elements.close();
        }
    }
}
