package io.millrace.benchmark.jet.job;

import com.hazelcast.function.BiConsumerEx;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.Sinks;
import io.millrace.benchmark.protocol.RunBooks;
import io.millrace.benchmark.workload.TallyBuilder;

/** Takes results a whole inbox at a time. */
public final class TallySink<T> extends AbstractProcessor {

    private final TallyBuilder tally = new TallyBuilder();
    private final BiConsumerEx<TallyBuilder, T> adder;

    private TallySink(BiConsumerEx<TallyBuilder, T> adder) {
        this.adder = adder;
    }

    /** A sink that adds each result in a way of its own. */
    public static <T> Sink<T> of(BiConsumerEx<TallyBuilder, T> adder) {
        return Sinks.fromProcessor("tally", ProcessorMetaSupplier.of(() -> new TallySink<>(adder)));
    }

    @Override
    @SuppressWarnings("unchecked") // an inbox does not know its type
    public void process(int ordinal, Inbox inbox) {
        for (Object item; (item = inbox.poll()) != null; ) {
            adder.accept(tally, (T) item);
        }
    }

    @Override
    public boolean complete() {
        RunBooks.add(tally.build());
        return true;
    }
}
