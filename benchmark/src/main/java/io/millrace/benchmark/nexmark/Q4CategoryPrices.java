package io.millrace.benchmark.nexmark;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.ClosedAuction;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.stream.DataStream;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** The mean price of the auctions of a category that close in a window. */
final class Q4CategoryPrices {

    private Q4CategoryPrices() {}

    static ResultSink<WindowResult<Integer, Double>> define(DataStream<AuctionEvent> events) {
        ResultSink<WindowResult<Integer, Double>> sink = new ResultSink<>(
                (tally, mean) -> tally.addMean(mean.key(), mean.window().startMillis(), mean.value()));
        events.filter("auctions-and-bids", AuctionQueries::isAuctionOrBid)
                .keyBy(AuctionQueries::auctionOf)
                .process("close", new CloseAuctions(), CloseAuctions.AUCTION, CloseAuctions.PRICE, CloseAuctions.EARLY)
                .keyBy(ClosedAuction::category)
                .window(WindowSpec.tumbling(Duration.ofMillis(AuctionQueries.WINDOW_MILLIS)))
                .aggregate("means", Aggregates.average(ClosedAuction::price))
                .sinkTo("tally", sink);
        return sink;
    }
}
