package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.Bid;
import io.millrace.stream.DataStream;

/** The bids among the events. */
final class Bids {

    private Bids() {}

    static DataStream<Bid> of(DataStream<AuctionEvent> events) {
        return events.filter("are-bids", event -> event instanceof Bid).map("bids", event -> (Bid) event);
    }
}
