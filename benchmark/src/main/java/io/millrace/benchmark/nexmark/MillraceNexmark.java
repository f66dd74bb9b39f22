package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.benchmark.engine.RunningTopology;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.WorkloadKind;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;

/** A query as a topology. */
public final class MillraceNexmark {

    private final WorkloadKind query;
    private final long events;
    private final int parallelism;

    /** Prepares the job. */
    public MillraceNexmark(WorkloadKind query, long events, int parallelism) {
        this.query = query;
        this.events = events;
        this.parallelism = parallelism;
    }

    /** Does the job once. */
    public Tally run() throws InterruptedException {
        TopologyBuilder builder = TopologyBuilder.named(query.title());
        ResultSink<?> sink = define(builder.source("events", new AuctionSource(events, parallelism)));
        RunningTopology.runToEnd(builder.build(), parallelism);
        return sink.tally();
    }

    private ResultSink<?> define(DataStream<AuctionEvent> stream) {
        return switch (query) {
            case NEXMARK_Q0 -> Q0PassThrough.define(stream);
            case NEXMARK_Q1 -> Q1Currency.define(stream);
            case NEXMARK_Q2 -> Q2Selection.define(stream);
            case NEXMARK_Q3 -> Q3LocalSales.define(stream);
            case NEXMARK_Q4 -> Q4CategoryPrices.define(stream);
            case NEXMARK_Q5 -> Q5HotItems.define(stream);
            case NEXMARK_Q7 -> Q7HighestBid.define(stream);
            case NEXMARK_Q8 -> Q8NewSellers.define(stream);
            case NEXMARK_Q11 -> Q11Sessions.define(stream);
            case PASS, PASS_FUSED, WORD_COUNT, FIRMS ->
                throw new IllegalArgumentException(
                        "Workload is no query of Nexmark: workload=" + query.title() + "; give one");
        };
    }
}
