package io.millrace.benchmark.nexmark;

import io.millrace.aggregate.Aggregates;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.HotItem;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.stream.DataStream;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** The auction with the most bids in each of the windows that overlap. */
final class Q5HotItems {

    private static final Duration WINDOW = Duration.ofMillis(AuctionQueries.WINDOW_MILLIS);
    private static final Duration SLIDE = Duration.ofMillis(AuctionQueries.SLIDE_MILLIS);

    private Q5HotItems() {}

    static ResultSink<WindowResult<Integer, HotItem>> define(DataStream<AuctionEvent> events) {
        ResultSink<WindowResult<Integer, HotItem>> sink =
                new ResultSink<>((tally, hottest) -> AuctionTally.addHotItem(tally, hottest.value()));
        Bids.of(events)
                .keyBy(Bid::auction)
                .window(WindowSpec.sliding(WINDOW, SLIDE))
                .aggregate("counts", Aggregates.count())
                .map("items", Q5HotItems::item)
                // One of the windows ends in each slide, and its results have the time of its end.
                .keyBy(item -> 0)
                .window(WindowSpec.tumbling(SLIDE))
                .aggregate("hottest", Aggregates.reduce(HotItem::hotter))
                .sinkTo("tally", sink);
        return sink;
    }

    private static HotItem item(WindowResult<Long, Long> count) {
        return new HotItem(count.window().startMillis(), count.key(), count.value());
    }
}
