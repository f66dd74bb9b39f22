package io.millrace.benchmark.jet.nexmark;

import static com.hazelcast.jet.pipeline.WindowDefinition.session;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.jet.job.TallySink;

/** How many bids somebody makes without a pause. */
final class Q11Sessions {

    private Q11Sessions() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        Bids.of(events, tasks)
                .groupingKey(Bid::bidder)
                .window(session(AuctionQueries.PAUSE_MILLIS))
                .aggregate(AggregateOperations.counting())
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<KeyedWindowResult<Long, Long>>of((tally, session) ->
                        AuctionTally.addSession(tally, session.key(), session.start(), session.result())))
                .setLocalParallelism(tasks);
    }
}
