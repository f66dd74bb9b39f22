package io.millrace.benchmark.jet.job;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.function.SupplierEx;
import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.protocol.RunBooks;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Emits what has a time of its own, in order, with watermarks as Jet's own connectors make them. */
public final class TimedSource<T> extends AbstractProcessor {

    private final EventTimeMapper<T> mapper;
    private final SplitOpener<T> opener;
    private @Nullable Split<T> split;
    private @Nullable Traverser<Object> pending;

    private TimedSource(EventTimePolicy<? super T> policy, SplitOpener<T> opener) {
        this.mapper = new EventTimeMapper<>(policy);
        this.opener = opener;
    }

    /** The stage of a source whose processors open a split each. */
    public static <T> StreamStage<T> stage(Pipeline pipeline, int parallelism, SplitOpener<T> opener) {
        FunctionEx<EventTimePolicy<? super T>, ProcessorMetaSupplier> processors = policy -> {
            SupplierEx<TimedSource<T>> supplier = () -> new TimedSource<>(policy, opener);
            return ProcessorMetaSupplier.of(parallelism, supplier);
        };
        return pipeline.readFrom(Sources.<T>streamFromProcessorWithWatermarks("source", true, processors))
                .withNativeTimestamps(0)
                .setLocalParallelism(parallelism);
    }

    @Override
    protected void init(Context context) {
        split = opener.open(context.globalProcessorIndex(), context.totalParallelism());
        mapper.addPartitions(1);
    }

    @Override
    public boolean complete() {
        RunBooks.begin();
        Split<T> events = split;
        if (events == null) {
            throw new IllegalStateException("Source was not initialized");
        }
        while (true) {
            if (pending != null && !emitFromTraverser(pending)) {
                return false;
            }
            T next = events.next();
            if (next == null) {
                return true;
            }
            pending = mapper.flatMapEvent(next, 0, events.timestampMillis());
        }
    }

    /** Opens a split, of so many. */
    public interface SplitOpener<T> extends Serializable {

        Split<T> open(int index, int splits);
    }

    /** Goes through events in the order of their times. */
    public interface Split<T> {

        /** The next event, or null if there is none. */
        @Nullable
        T next();

        /** Event time of the event at hand. */
        long timestampMillis();
    }
}
