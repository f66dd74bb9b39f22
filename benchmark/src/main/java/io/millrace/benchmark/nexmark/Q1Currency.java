package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.stream.DataStream;

/** All bids in another currency. */
final class Q1Currency {

    private Q1Currency() {}

    static ResultSink<Bid> define(DataStream<AuctionEvent> events) {
        ResultSink<Bid> sink = new ResultSink<>(AuctionTally::addBid);
        Bids.of(events).map("converted", AuctionQueries::converted).sinkTo("tally", sink);
        return sink;
    }
}
