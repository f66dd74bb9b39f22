package io.millrace.benchmark.jet.nexmark;

import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.ClosedAuction;
import io.millrace.benchmark.jet.job.TallySink;

/** The mean price of the auctions of a category that close in a window. */
final class Q4CategoryPrices {

    private Q4CategoryPrices() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        events.filter(AuctionQueries::isAuctionOrBid)
                .setLocalParallelism(tasks)
                .groupingKey(AuctionQueries::auctionOf)
                .<ClosedAuction>customTransform("close", CloseAuctions::new)
                .setLocalParallelism(tasks)
                .groupingKey(ClosedAuction::category)
                .window(tumbling(AuctionQueries.WINDOW_MILLIS))
                .aggregate(AggregateOperations.averagingLong(ClosedAuction::price))
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<KeyedWindowResult<Integer, Double>>of(
                        (tally, mean) -> tally.addMean(mean.key(), mean.start(), mean.result())))
                .setLocalParallelism(tasks);
    }
}
