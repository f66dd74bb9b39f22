package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.Auction;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.LocalSale;
import io.millrace.benchmark.auction.Person;
import io.millrace.benchmark.flink.job.TallySink;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Persons of some states and what they sell of a category, whichever of both comes first. */
final class Q3LocalSales {

    private Q3LocalSales() {}

    static void define(DataStream<AuctionEvent> events) {
        events.filter(AuctionQueries::isLocal)
                .keyBy(AuctionQueries::personOf, Types.LONG)
                .process(new Join(), LocalSales.INFORMATION)
                .sinkTo(new TallySink<>(AuctionTally::addSale));
    }

    private static final class Join extends KeyedProcessFunction<Long, AuctionEvent, LocalSale> {

        private transient @Nullable ValueState<AuctionEvent> sellers;
        private transient @Nullable ListState<Long> waiting;

        @Override
        public void open(OpenContext context) {
            sellers = getRuntimeContext().getState(new ValueStateDescriptor<>("seller", AuctionEvents.INFORMATION));
            waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", Types.LONG));
        }

        @Override
        public void processElement(AuctionEvent event, Context context, Collector<LocalSale> out) throws Exception {
            ValueState<AuctionEvent> seller = Opened.state(sellers);
            ListState<Long> auctions = Opened.state(waiting);
            if (event instanceof Person person) {
                seller.update(person);
                for (Long auction : auctions.get()) {
                    out.collect(LocalSale.of(person, auction));
                }
                auctions.clear();
            } else if (event instanceof Auction auction) {
                if (seller.value() instanceof Person person) {
                    out.collect(LocalSale.of(person, auction.id()));
                } else {
                    auctions.add(auction.id());
                }
            }
        }
    }
}
