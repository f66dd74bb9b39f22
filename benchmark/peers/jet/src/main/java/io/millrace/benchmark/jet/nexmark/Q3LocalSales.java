package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.pipeline.StreamStage;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.LocalSale;
import io.millrace.benchmark.auction.Person;
import io.millrace.benchmark.jet.job.TallySink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Persons of some states and what they sell of a category, whichever of both comes first. */
final class Q3LocalSales {

    private Q3LocalSales() {}

    static void define(StreamStage<AuctionEvent> events, int tasks) {
        events.filter(AuctionQueries::isLocal)
                .setLocalParallelism(tasks)
                .groupingKey(AuctionQueries::personOf)
                .<Join, LocalSale>flatMapStateful(Join::new, (join, person, event) -> join.take(event))
                .setLocalParallelism(tasks)
                .writeTo(TallySink.<LocalSale>of(AuctionTally::addSale))
                .setLocalParallelism(tasks);
    }

    /** A seller, or the auctions that wait for one. */
    private static final class Join implements java.io.Serializable {

        private @Nullable LocalSale seller;
        private List<Long> waiting = List.of();

        Traverser<LocalSale> take(AuctionEvent event) {
            if (event instanceof Person person) {
                seller = LocalSale.of(person, 0);
                List<LocalSale> sales = waiting.stream()
                        .map(auction -> LocalSale.of(person, auction))
                        .toList();
                waiting = List.of();
                return Traversers.traverseIterable(sales);
            }
            return takeAuction(AuctionQueries.auctionOf(event));
        }

        private Traverser<LocalSale> takeAuction(long auction) {
            LocalSale known = seller;
            if (known != null) {
                return Traversers.singleton(new LocalSale(known.name(), known.city(), known.state(), auction));
            }
            if (waiting.isEmpty()) {
                waiting = new ArrayList<>();
            }
            waiting.add(auction);
            return Traversers.empty();
        }
    }
}
