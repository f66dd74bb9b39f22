package io.millrace.stream;

import io.millrace.type.TypeRef;
import io.millrace.window.WindowResult;
import org.jspecify.annotations.Nullable;

/**
 * Results of windows.
 *
 * @param <K> the type of the key
 * @param <R> the type of the values
 */
public final class WindowedResults<K, R> extends DataStream<WindowResult<K, R>> {

    private final @Nullable TypeRef<?> valueType;

    WindowedResults(TopologyBuilder builder, StepDraft step, @Nullable TypeRef<?> valueType) {
        super(builder, step);
        this.valueType = valueType;
    }

    @Override
    public WindowedResults<K, R> parallelism(int tasks) {
        super.parallelism(tasks);
        return this;
    }

    @Override
    public WindowedResults<K, R> blocking() {
        super.blocking();
        return this;
    }

    @Override
    public WindowedResults<K, R> formerly(String... names) {
        super.formerly(names);
        return this;
    }

    @Override
    public WindowedResults<K, R> startsStage() {
        super.startsStage();
        return this;
    }

    @Override
    public WindowedResults<K, R> typed(TypeRef<WindowResult<K, R>> type) {
        super.typed(type);
        return this;
    }

    /** Only the values. */
    public DataStream<R> values() {
        DataStream<R> values = map(WindowResult::value);
        values.expect(valueType);
        return values;
    }
}
