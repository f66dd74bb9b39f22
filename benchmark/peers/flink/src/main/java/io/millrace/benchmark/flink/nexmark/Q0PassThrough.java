package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.flink.job.TallySink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** All events as they are. */
final class Q0PassThrough {

    private Q0PassThrough() {}

    static void define(DataStream<AuctionEvent> events) {
        events.map(event -> event).returns(AuctionEvents.INFORMATION).sinkTo(new TallySink<>(AuctionTally::addEvent));
    }
}
