package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.flink.job.Count;
import io.millrace.benchmark.flink.job.TallySink;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** How many bids somebody makes without a pause. */
final class Q11Sessions {

    /** Here a gap ends a session when it is exceeded; in the other engines when it is reached. */
    private static final Duration GAP = Duration.ofMillis(AuctionQueries.PAUSE_MILLIS - 1);

    private Q11Sessions() {}

    static void define(DataStream<AuctionEvent> events) {
        Bids.of(events)
                .keyBy(Bid::bidder, Types.LONG)
                .window(EventTimeSessionWindows.withGap(GAP))
                .aggregate(
                        new Count<>(),
                        Q11Sessions::withWindow,
                        Types.LONG,
                        Types.TUPLE(Types.LONG, Types.LONG, Types.LONG))
                .sinkTo(new TallySink<>(
                        (tally, session) -> AuctionTally.addSession(tally, session.f0, session.f1, session.f2)));
    }

    private static void withWindow(
            Long bidder, TimeWindow window, Iterable<Long> counts, Collector<Tuple3<Long, Long, Long>> out) {
        out.collect(Tuple3.of(bidder, window.getStart(), counts.iterator().next()));
    }
}
