package io.millrace.worker.reactive;

import java.util.Iterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The elements of an {@code Iterable}, {@code Iterator} or Java stream, which {@link #close} closes. */
final class Elements implements AutoCloseable {

    private final Iterator<?> iterator;
    private final @Nullable BaseStream<?, ?> stream;

    private Elements(Iterator<?> iterator, @Nullable BaseStream<?, ?> stream) {
        this.iterator = iterator;
        this.stream = stream;
    }

    static boolean isElements(@Nullable Object values) {
        return values instanceof Iterable || values instanceof Iterator || values instanceof BaseStream;
    }

    static Elements of(@Nullable Object values) {
        if (values instanceof BaseStream<?, ?> stream) {
            return new Elements(stream.iterator(), stream);
        }
        if (values instanceof Iterable<?> iterable) {
            return new Elements(iterable.iterator(), null);
        }
        if (values instanceof Iterator<?> iterator) {
            return new Elements(iterator, null);
        }
        throw new IllegalStateException("Source gave no elements: result="
                + (values == null ? "null" : values.getClass().getName())
                + "; return an Iterable, an Iterator or a Stream");
    }

    boolean hasNext() {
        return iterator.hasNext();
    }

    @Nullable
    Object next() {
        return iterator.next();
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
