package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.Bid;

/** The bids among the events. */
final class Bids {

    private Bids() {}

    static StreamStage<Bid> of(StreamStage<AuctionEvent> events, int tasks) {
        return events.filter(event -> event instanceof Bid)
                .setLocalParallelism(tasks)
                .map(event -> (Bid) event)
                .setLocalParallelism(tasks);
    }
}
