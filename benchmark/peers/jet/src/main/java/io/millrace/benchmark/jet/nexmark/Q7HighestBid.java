package io.millrace.benchmark.jet.nexmark;

import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.jet.datamodel.WindowResult;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.jet.job.TallySink;

/** The highest bid of a window; the planner makes two stages of the aggregation. */
final class Q7HighestBid {

    private Q7HighestBid() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        Bids.of(events, tasks)
                .window(tumbling(AuctionQueries.WINDOW_MILLIS))
                .aggregate(Reduction.by(Bid::higher))
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<WindowResult<Bid>>of(
                        (tally, highest) -> AuctionTally.addHighest(tally, highest.start(), highest.result())))
                .setLocalParallelism(tasks);
    }
}
