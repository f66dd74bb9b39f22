package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.HotItem;
import io.millrace.benchmark.flink.job.Count;
import io.millrace.benchmark.flink.job.TallySink;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The auction with the most bids in each of the windows that overlap. */
final class Q5HotItems {

    private static final Duration WINDOW = Duration.ofMillis(AuctionQueries.WINDOW_MILLIS);
    private static final Duration SLIDE = Duration.ofMillis(AuctionQueries.SLIDE_MILLIS);

    private Q5HotItems() {}

    static void define(DataStream<AuctionEvent> events) {
        Bids.of(events)
                .keyBy(Bid::auction, Types.LONG)
                .window(SlidingEventTimeWindows.of(WINDOW, SLIDE))
                .aggregate(new Count<>(), Q5HotItems::item, Types.LONG, HotItems.INFORMATION)
                // One of the windows ends in each slide, and its results have the time of its end.
                .windowAll(TumblingEventTimeWindows.of(SLIDE))
                .reduce(HotItem::hotter)
                .sinkTo(new TallySink<>(AuctionTally::addHotItem));
    }

    private static void item(Long auction, TimeWindow window, Iterable<Long> counts, Collector<HotItem> out) {
        out.collect(new HotItem(window.getStart(), auction, counts.iterator().next()));
    }
}
