package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.jet.job.TallySink;

/** The bids on a few auctions. */
final class Q2Selection {

    private Q2Selection() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        Bids.of(events, tasks)
                .filter(AuctionQueries::isSelected)
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<Bid>of(AuctionTally::addBid))
                .setLocalParallelism(tasks);
    }
}
