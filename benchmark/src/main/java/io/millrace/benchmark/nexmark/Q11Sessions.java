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

/** How many bids somebody makes without a pause. */
final class Q11Sessions {

    private static final Duration GAP = Duration.ofMillis(AuctionQueries.PAUSE_MILLIS);

    private Q11Sessions() {}

    static ResultSink<WindowResult<Long, Long>> define(DataStream<AuctionEvent> events) {
        ResultSink<WindowResult<Long, Long>> sink = new ResultSink<>((tally, session) ->
                AuctionTally.addSession(tally, session.key(), session.window().startMillis(), session.value()));
        Bids.of(events)
                .keyBy(Bid::bidder)
                .window(WindowSpec.session(GAP))
                .aggregate("sessions", Aggregates.count())
                .sinkTo("tally", sink);
        return sink;
    }
}
