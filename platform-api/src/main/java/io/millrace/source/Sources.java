package io.millrace.source;

import io.millrace.time.Timestamped;
import io.millrace.type.TypeRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Ready-made sources that need nothing but the JDK. */
public final class Sources {

    private Sources() {}

    /** The given values, in one split; the watermark strategy tells their timestamps. */
    @SafeVarargs
    public static <T> Source<T> of(T... values) {
        List<T> copy = new ArrayList<>();
        for (T value : values) {
            copy.add(value);
        }
        return of(copy);
    }

    /** The given values, in one split; the watermark strategy tells their timestamps. */
    public static <T> Source<T> of(List<T> values) {
        return new ValuesSource<>(List.copyOf(values));
    }

    /** Values with timestamps, each list a split of its own. */
    @SafeVarargs
    public static <T> Source<T> timestamped(List<Timestamped<T>>... splits) {
        List<List<Timestamped<T>>> copy = new ArrayList<>();
        for (List<Timestamped<T>> split : splits) {
            copy.add(split);
        }
        return splits(copy);
    }

    /** Values with timestamps, each list a split of its own. */
    public static <T> Source<T> splits(List<List<Timestamped<T>>> splits) {
        if (splits.isEmpty()) {
            throw new IllegalArgumentException("Source has no split: splits=[]; give at least one list, even if empty");
        }
        return new TimestampedSource<>(splits.stream().map(List::copyOf).toList());
    }

    /**
     * An endless stream of values at a steady rate; the timestamp of a value is the time at which it is due. After a failure
     * numbers come again, and are to give the same values again.
     *
     * @param perSecond how many values a second
     * @param value the value of a number, from 0
     */
    public static <T> Source<T> steady(int perSecond, LongFunction<T> value) {
        return new SteadySource<>(perSecond, value);
    }

    /**
     * Lines of text files in UTF-8, each file a split. A folder stands for the files in it and below it, in the order of
     * their names, hidden ones left out. The timestamp of a line is its number in the file, from 0, in milliseconds.
     */
    public static TextSource text(Path... filesOrFolders) {
        return TextSource.ofPaths(List.of(filesOrFolders));
    }

    /** What the rest of the application sends, through {@code StreamGateway}. */
    public static <T> GatewaySource<T> gateway(Class<T> type) {
        return new GatewaySource<>(TypeRef.of(type));
    }

    /** What the rest of the application sends, through {@code StreamGateway}. */
    public static <T> GatewaySource<T> gateway(TypeRef<T> type) {
        return new GatewaySource<>(type);
    }
}
