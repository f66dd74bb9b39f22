package io.millrace.benchmark.nexmark;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.stream.DataStream;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** The highest bid of a window. There is one key; each task reduces its own bids before one of them has all. */
final class Q7HighestBid {

    private Q7HighestBid() {}

    static ResultSink<WindowResult<Integer, Bid>> define(DataStream<AuctionEvent> events) {
        ResultSink<WindowResult<Integer, Bid>> sink = new ResultSink<>((tally, highest) ->
                AuctionTally.addHighest(tally, highest.window().startMillis(), highest.value()));
        Bids.of(events)
                .keyBy(bid -> 0)
                .window(WindowSpec.tumbling(Duration.ofMillis(AuctionQueries.WINDOW_MILLIS)))
                .aggregate("highest", Aggregates.reduce(Bid::higher))
                .sinkTo("tally", sink);
        return sink;
    }
}
