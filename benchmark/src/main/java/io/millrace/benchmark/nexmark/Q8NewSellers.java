package io.millrace.benchmark.nexmark;

import io.millrace.aggregate.CombinableAggregate;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.NewSeller;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.stream.DataStream;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** Who has both registered and sold in a window. */
final class Q8NewSellers {

    private Q8NewSellers() {}

    static ResultSink<WindowResult<Long, NewSeller>> define(DataStream<AuctionEvent> events) {
        ResultSink<WindowResult<Long, NewSeller>> sink = new ResultSink<>((tally, seller) ->
                AuctionTally.addNewSeller(tally, seller.key(), seller.window().startMillis(), seller.value()));
        events.filter("persons-and-auctions", AuctionQueries::isPersonOrAuction)
                .keyBy(AuctionQueries::personOf)
                .window(WindowSpec.tumbling(Duration.ofMillis(AuctionQueries.WINDOW_MILLIS)))
                .aggregate("sellers", new Collect())
                .filter("new", seller -> seller.value().isComplete())
                .sinkTo("tally", sink);
        return sink;
    }

    private static final class Collect implements CombinableAggregate<AuctionEvent, NewSeller, NewSeller> {

        @Override
        public NewSeller create() {
            return NewSeller.NOTHING;
        }

        @Override
        public NewSeller add(NewSeller seller, AuctionEvent event) {
            return seller.with(event);
        }

        @Override
        public NewSeller combine(NewSeller into, NewSeller other) {
            return into.plus(other);
        }

        @Override
        public NewSeller finish(NewSeller seller) {
            return seller;
        }
    }
}
