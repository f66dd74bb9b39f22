package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionInput;
import io.millrace.benchmark.flink.job.EachTimeWatermarks;
import io.millrace.benchmark.flink.job.SplitSource;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.WorkloadKind;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The queries as jobs. */
public final class FlinkNexmark {

    /**
     * A session fires when the watermark is a millisecond before its end, and takes an event at its end if it has not fired:
     * with watermarks a millisecond behind, no event at its end comes after it has fired.
     */
    private static final long SESSION_LAG_MILLIS = 1;

    private FlinkNexmark() {}

    /** Defines the job of a query. */
    public static void define(StreamExecutionEnvironment environment, RunSpec spec) {
        DataStream<AuctionEvent> events = events(environment, spec);
        switch (spec.workload()) {
            case NEXMARK_Q0 -> Q0PassThrough.define(events);
            case NEXMARK_Q1 -> Q1Currency.define(events);
            case NEXMARK_Q2 -> Q2Selection.define(events);
            case NEXMARK_Q3 -> Q3LocalSales.define(events);
            case NEXMARK_Q4 -> Q4CategoryPrices.define(events);
            case NEXMARK_Q5 -> Q5HotItems.define(events);
            case NEXMARK_Q7 -> Q7HighestBid.define(events);
            case NEXMARK_Q8 -> Q8NewSellers.define(events);
            case NEXMARK_Q11 -> Q11Sessions.define(events);
            case PASS, PASS_FUSED, WORD_COUNT, FIRMS ->
                throw new IllegalArgumentException("Workload is no query of Nexmark: workload="
                        + spec.workload().title() + "; give one");
        }
    }

    private static DataStream<AuctionEvent> events(StreamExecutionEnvironment environment, RunSpec spec) {
        long events = spec.events();
        long lagMillis = spec.workload() == WorkloadKind.NEXMARK_Q11 ? SESSION_LAG_MILLIS : 0;
        SplitSource<AuctionEvent> source =
                new SplitSource<>((index, splits) -> new Events(new AuctionInput(events, splits).cursor(index)));
        return environment.fromSource(
                source,
                WatermarkStrategy.forGenerator(context -> new EachTimeWatermarks<>(lagMillis)),
                "events",
                AuctionEvents.INFORMATION);
    }

    private record Events(AuctionInput.Cursor cursor) implements SplitSource.Split<AuctionEvent> {

        @Override
        public boolean emitNext(ReaderOutput<AuctionEvent> output) {
            AuctionEvent event = cursor.next();
            if (event == null) {
                return false;
            }
            output.collect(event, event.timestampMillis());
            return true;
        }
    }
}
