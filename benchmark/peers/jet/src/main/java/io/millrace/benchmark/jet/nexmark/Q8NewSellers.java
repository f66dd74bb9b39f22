package io.millrace.benchmark.jet.nexmark;

import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.jet.accumulator.MutableReference;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.NewSeller;
import io.millrace.benchmark.jet.job.TallySink;

/** Who has both registered and sold in a window. */
final class Q8NewSellers {

    private Q8NewSellers() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        events.filter(AuctionQueries::isPersonOrAuction)
                .setLocalParallelism(tasks)
                .groupingKey(AuctionQueries::personOf)
                .window(tumbling(AuctionQueries.WINDOW_MILLIS))
                .aggregate(collect())
                .setLocalParallelism(tasks)
                .filter(seller -> seller.result().isComplete())
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<KeyedWindowResult<Long, NewSeller>>of((tally, seller) ->
                        AuctionTally.addNewSeller(tally, seller.key(), seller.start(), seller.result())))
                .setLocalParallelism(tasks);
    }

    private static AggregateOperation1<AuctionEvent, MutableReference<NewSeller>, NewSeller> collect() {
        return AggregateOperation.withCreate(() -> new MutableReference<>(NewSeller.NOTHING))
                .<AuctionEvent>andAccumulate(
                        (seller, event) -> seller.set(seller.get().with(event)))
                .andCombine((seller, other) -> seller.set(seller.get().plus(other.get())))
                .andExportFinish(MutableReference::get);
    }
}
