package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.stream.DataStream;

/** The bids on a few auctions. */
final class Q2Selection {

    private Q2Selection() {}

    static ResultSink<Bid> define(DataStream<AuctionEvent> events) {
        ResultSink<Bid> sink = new ResultSink<>(AuctionTally::addBid);
        Bids.of(events).filter("selected", AuctionQueries::isSelected).sinkTo("tally", sink);
        return sink;
    }
}
