package io.millrace.benchmark.jet.nexmark;

import static com.hazelcast.jet.pipeline.WindowDefinition.sliding;
import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.WindowResult;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.HotItem;
import io.millrace.benchmark.jet.job.TallySink;

/** The auction with the most bids in each of the windows that overlap. */
final class Q5HotItems {

    private Q5HotItems() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        Bids.of(events, tasks)
                .groupingKey(Bid::auction)
                .window(sliding(AuctionQueries.WINDOW_MILLIS, AuctionQueries.SLIDE_MILLIS))
                .aggregate(AggregateOperations.counting())
                .setLocalParallelism(tasks)
                .map(count -> new HotItem(count.start(), count.key(), count.result()))
                .setLocalParallelism(tasks)
                // One of the windows ends in each slide, and its results have the time of its end.
                .window(tumbling(AuctionQueries.SLIDE_MILLIS))
                .aggregate(Reduction.by(HotItem::hotter))
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<WindowResult<HotItem>>of(
                        (tally, hottest) -> AuctionTally.addHotItem(tally, hottest.result())))
                .setLocalParallelism(tasks);
    }
}
