package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.jet.job.TallySink;

/** All bids in another currency. */
final class Q1Currency {

    private Q1Currency() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        Bids.of(events, tasks)
                .map(AuctionQueries::converted)
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<Bid>of(AuctionTally::addBid))
                .setLocalParallelism(tasks);
    }
}
