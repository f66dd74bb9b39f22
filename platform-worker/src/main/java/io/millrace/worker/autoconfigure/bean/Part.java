package io.millrace.worker.autoconfigure.bean;

import io.millrace.aggregate.Aggregate;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A declaration, understood: its types, and how to make its steps once the graph is known to be whole.
 *
 * @param declaration what was declared
 * @param reads type that its code takes, or null for any
 * @param yields type that its code yields, or null if the topology has to say
 * @param contextKey type of the key that its code expects, or null for any
 * @param needsKey whether it has keyed state, timers or windows
 * @param canEmitAside whether its code can write to side outputs
 * @param spec makes its step; null if the aggregate is all
 * @param window what is aggregated before its code, or instead of it, or null
 */
record Part(
        Declaration declaration,
        @Nullable TypeRef<?> reads,
        @Nullable TypeRef<?> yields,
        @Nullable TypeRef<?> contextKey,
        boolean needsKey,
        boolean canEmitAside,
        @Nullable Supplier<StepSpec> spec,
        @Nullable Windowed window) {

    /** Type of the records that come in from other steps, or null for any. */
    @Nullable
    TypeRef<?> input() {
        return window == null ? reads : window.reads();
    }

    /**
     * An aggregate of windows.
     *
     * @param reads type of its records, or null for any
     * @param aggregate yields the aggregate
     */
    record Windowed(@Nullable TypeRef<?> reads, Supplier<Aggregate<?, ?, ?>> aggregate) {}
}
