package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.flink.job.TallySink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The bids on a few auctions. */
final class Q2Selection {

    private Q2Selection() {}

    static void define(DataStream<AuctionEvent> events) {
        Bids.of(events).filter(AuctionQueries::isSelected).sinkTo(new TallySink<>(AuctionTally::addBid));
    }
}
