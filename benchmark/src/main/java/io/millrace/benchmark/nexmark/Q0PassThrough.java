package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.stream.DataStream;

/** All events as they are. */
final class Q0PassThrough {

    private Q0PassThrough() {}

    static ResultSink<AuctionEvent> define(DataStream<AuctionEvent> events) {
        ResultSink<AuctionEvent> sink = new ResultSink<>(AuctionTally::addEvent);
        events.map("pass", event -> event).sinkTo("tally", sink);
        return sink;
    }
}
