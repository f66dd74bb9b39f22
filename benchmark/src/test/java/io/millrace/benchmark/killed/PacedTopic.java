package io.millrace.benchmark.killed;

import io.millrace.source.DiscoveringSource;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import io.millrace.type.TypeRef;
import org.jspecify.annotations.Nullable;

/** A topic whose records come no faster than so many a partition in each stretch of time. */
record PacedTopic<T>(DiscoveringSource<T> topic, int records, long pauseMillis) implements DiscoveringSource<T> {

    @Override
    public SplitDiscovery discover(SplitContext context) throws Exception {
        return topic.discover(context);
    }

    @Override
    public SplitReader<T> open(String split, SplitContext context) throws Exception {
        return new PacedReader<>(topic.open(split, context), context, records, pauseMillis);
    }

    @Override
    public SplitReader<T> open(String split, String position, SplitContext context) throws Exception {
        return new PacedReader<>(topic.open(split, position, context), context, records, pauseMillis);
    }

    @Override
    public boolean isReplayable() {
        return topic.isReplayable();
    }

    @Override
    public @Nullable TypeRef<?> type() {
        return topic.type();
    }
}
