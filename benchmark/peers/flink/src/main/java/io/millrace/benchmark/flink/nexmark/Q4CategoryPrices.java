package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.ClosedAuction;
import io.millrace.benchmark.flink.job.TallySink;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The mean price of the auctions of a category that close in a window. */
final class Q4CategoryPrices {

    private Q4CategoryPrices() {}

    static void define(DataStream<AuctionEvent> events) {
        events.filter(AuctionQueries::isAuctionOrBid)
                .keyBy(AuctionQueries::auctionOf, Types.LONG)
                .process(new CloseAuctions(), ClosedAuctions.INFORMATION)
                .keyBy(ClosedAuction::category, Types.INT)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(AuctionQueries.WINDOW_MILLIS)))
                .aggregate(
                        new Mean(),
                        Q4CategoryPrices::withWindow,
                        Types.TUPLE(Types.LONG, Types.LONG),
                        Types.TUPLE(Types.INT, Types.LONG, Types.DOUBLE))
                .sinkTo(new TallySink<>((tally, mean) -> tally.addMean(mean.f0, mean.f1, mean.f2)));
    }

    private static void withWindow(
            Integer category, TimeWindow window, Iterable<Double> means, Collector<Tuple3<Integer, Long, Double>> out) {
        out.collect(Tuple3.of(category, window.getStart(), means.iterator().next()));
    }

    /** Sum and number. */
    private static final class Mean implements AggregateFunction<ClosedAuction, Tuple2<Long, Long>, Double> {

        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return Tuple2.of(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(ClosedAuction auction, Tuple2<Long, Long> mean) {
            mean.f0 += auction.price();
            mean.f1++;
            return mean;
        }

        @Override
        public Double getResult(Tuple2<Long, Long> mean) {
            return (double) mean.f0 / mean.f1;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> left, Tuple2<Long, Long> right) {
            return Tuple2.of(left.f0 + right.f0, left.f1 + right.f1);
        }
    }
}
