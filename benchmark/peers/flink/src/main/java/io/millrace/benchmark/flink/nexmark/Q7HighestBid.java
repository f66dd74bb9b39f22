package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.flink.job.TallySink;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The highest bid of a window: of 64 shares of the bids first, so that all tasks have work, then of all. */
final class Q7HighestBid {

    private static final Duration WINDOW = Duration.ofMillis(AuctionQueries.WINDOW_MILLIS);
    private static final long SHARES = 64;

    private Q7HighestBid() {}

    static void define(DataStream<AuctionEvent> events) {
        Bids.of(events)
                .keyBy(bid -> bid.price() % SHARES, Types.LONG)
                .window(TumblingEventTimeWindows.of(WINDOW))
                .reduce(Bid::higher)
                .windowAll(TumblingEventTimeWindows.of(WINDOW))
                .reduce(Bid::higher, Q7HighestBid::withWindow, Types.TUPLE(Types.LONG, Bids.INFORMATION))
                .sinkTo(new TallySink<>((tally, highest) -> AuctionTally.addHighest(tally, highest.f0, highest.f1)));
    }

    private static void withWindow(TimeWindow window, Iterable<Bid> bids, Collector<Tuple2<Long, Bid>> out) {
        out.collect(Tuple2.of(window.getStart(), bids.iterator().next()));
    }
}
