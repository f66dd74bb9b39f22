package io.millrace.worker.reactive;

import io.millrace.source.SourceOutput;
import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import java.lang.reflect.ParameterizedType;
import org.jspecify.annotations.Nullable;

/** What all sources of user code do alike: unwrap {@link Timestamped} values, and refuse null. */
final class Records {

    private Records() {}

    /** The type of the records: what a {@link Timestamped} value holds, or the type itself. */
    static @Nullable TypeRef<?> unwrapped(@Nullable TypeRef<?> type) {
        return type != null && type.rawClass() == Timestamped.class && type.type() instanceof ParameterizedType wrapper
                ? TypeRef.ofType(wrapper.getActualTypeArguments()[0])
                : type;
    }

    /** Emits a value with its own timestamp if it has one, else with the given one. */
    @SuppressWarnings("unchecked") // The type was declared by whoever made the source.
    static <T> void emit(SourceOutput<T> out, @Nullable Object value, long nowMillis) {
        if (value instanceof Timestamped<?> timestamped) {
            out.emit((T) required(timestamped.value()), timestamped.timestampMillis());
        } else {
            out.emit((T) required(value), nowMillis);
        }
    }

    static <V> V required(@Nullable V value) {
        if (value == null) {
            throw new IllegalStateException("Source gave a null element; leave it out, or wrap it in an Optional");
        }
        return value;
    }
}
