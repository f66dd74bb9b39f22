package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.NewSeller;
import io.millrace.benchmark.flink.job.TallySink;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Who has both registered and sold in a window. */
final class Q8NewSellers {

    private Q8NewSellers() {}

    static void define(DataStream<AuctionEvent> events) {
        events.filter(AuctionQueries::isPersonOrAuction)
                .keyBy(AuctionQueries::personOf, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(AuctionQueries.WINDOW_MILLIS)))
                .aggregate(
                        new Collect(),
                        Q8NewSellers::ifComplete,
                        NewSellers.INFORMATION,
                        Types.TUPLE(Types.LONG, Types.LONG, NewSellers.INFORMATION))
                .sinkTo(new TallySink<>(
                        (tally, seller) -> AuctionTally.addNewSeller(tally, seller.f0, seller.f1, seller.f2)));
    }

    private static void ifComplete(
            Long person, TimeWindow window, Iterable<NewSeller> sellers, Collector<Tuple3<Long, Long, NewSeller>> out) {
        NewSeller seller = sellers.iterator().next();
        if (seller.isComplete()) {
            out.collect(Tuple3.of(person, window.getStart(), seller));
        }
    }

    private static final class Collect implements AggregateFunction<AuctionEvent, NewSeller, NewSeller> {

        @Override
        public NewSeller createAccumulator() {
            return NewSeller.NOTHING;
        }

        @Override
        public NewSeller add(AuctionEvent event, NewSeller seller) {
            return seller.with(event);
        }

        @Override
        public NewSeller getResult(NewSeller seller) {
            return seller;
        }

        @Override
        public NewSeller merge(NewSeller left, NewSeller right) {
            return left.plus(right);
        }
    }
}
