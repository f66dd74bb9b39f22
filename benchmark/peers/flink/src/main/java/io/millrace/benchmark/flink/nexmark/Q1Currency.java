package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.flink.job.TallySink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** All bids in another currency. */
final class Q1Currency {

    private Q1Currency() {}

    static void define(DataStream<AuctionEvent> events) {
        Bids.of(events)
                .map(AuctionQueries::converted)
                .returns(Bids.INFORMATION)
                .sinkTo(new TallySink<>(AuctionTally::addBid));
    }
}
