package io.millrace.stream;

import io.millrace.aggregate.Aggregate;
import io.millrace.function.OutputTag;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Keyed stream in windows, about to be aggregated.
 *
 * @param <K> the type of the key
 * @param <T> the type of the records
 */
public final class WindowedStream<K, T> {

    private final KeyedStream<K, T> stream;
    private final WindowSpec window;
    private final @Nullable OutputTag<T> lateRecords;

    WindowedStream(KeyedStream<K, T> stream, WindowSpec window, @Nullable OutputTag<T> lateRecords) {
        this.stream = stream;
        this.window = window;
        this.lateRecords = lateRecords;
    }

    /** Sends records that come too late to a side output of the aggregate, instead of counting and warning. */
    public WindowedStream<K, T> lateRecordsTo(OutputTag<T> tag) {
        return new WindowedStream<>(stream, window, tag);
    }

    /** Aggregates the records of each key and window. */
    public <R> WindowedResults<K, R> aggregate(String name, Aggregate<? super T, ?, R> aggregate) {
        StepDraft.required(aggregate, "aggregate", name);
        StepDraft.required(window, "window", name);
        TypeRef<?> keyType = stream.keyType();
        TypeRef<?> resultType = aggregate.resultType(stream.type());
        TypeRef<?> outputType = keyType == null || resultType == null
                ? null
                : TypeRef.parameterized(WindowResult.class, keyType, resultType);
        StepSpec spec = new StepSpec.WindowAggregate(window, aggregate, lateRecords);
        return new WindowedResults<>(stream.builder(), stream.addDraft(name, spec, outputType), resultType);
    }
}
