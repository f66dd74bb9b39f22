package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionInput;
import io.millrace.benchmark.jet.job.TimedSource;
import io.millrace.benchmark.protocol.RunSpec;
import org.jspecify.annotations.Nullable;

/** The queries as pipelines. */
public final class JetNexmark {

    private JetNexmark() {}

    /** The pipeline of a query. */
    public static Pipeline pipeline(RunSpec spec) {
        int tasks = spec.parallelism();
        long count = spec.events();
        Pipeline pipeline = Pipeline.create();
        pipeline.setPreserveOrder(true);
        StreamStage<AuctionEvent> events = TimedSource.stage(
                pipeline, tasks, (index, splits) -> new Events(new AuctionInput(count, splits).cursor(index)));
        switch (spec.workload()) {
            case NEXMARK_Q0 -> Q0PassThrough.define(events, tasks);
            case NEXMARK_Q1 -> Q1Currency.define(events, tasks);
            case NEXMARK_Q2 -> Q2Selection.define(events, tasks);
            case NEXMARK_Q3 -> Q3LocalSales.define(events, tasks);
            case NEXMARK_Q4 -> Q4CategoryPrices.define(events, tasks);
            case NEXMARK_Q5 -> Q5HotItems.define(events, tasks);
            case NEXMARK_Q7 -> Q7HighestBid.define(events, tasks);
            case NEXMARK_Q8 -> Q8NewSellers.define(events, tasks);
            case NEXMARK_Q11 -> Q11Sessions.define(events, tasks);
            case PASS, PASS_FUSED, WORD_COUNT, FIRMS ->
                throw new IllegalArgumentException("Workload is no query of Nexmark: workload="
                        + spec.workload().title() + "; give one");
        }
        return pipeline;
    }

    /** Keeps the time of the event at hand. */
    private static final class Events implements TimedSource.Split<AuctionEvent> {

        private final AuctionInput.Cursor cursor;
        private long timestampMillis;

        Events(AuctionInput.Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public @Nullable AuctionEvent next() {
            AuctionEvent event = cursor.next();
            if (event != null) {
                timestampMillis = event.timestampMillis();
            }
            return event;
        }

        @Override
        public long timestampMillis() {
            return timestampMillis;
        }
    }
}
