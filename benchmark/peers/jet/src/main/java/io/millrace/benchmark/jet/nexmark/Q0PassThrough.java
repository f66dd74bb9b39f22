package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.jet.job.TallySink;

/** All events as they are. */
final class Q0PassThrough {

    private Q0PassThrough() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        events.map(FunctionEx.identity())
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<AuctionEvent>of(AuctionTally::addEvent))
                .setLocalParallelism(tasks);
    }
}
