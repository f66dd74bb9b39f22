package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.Auction;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.LocalSale;
import io.millrace.benchmark.auction.Person;
import io.millrace.benchmark.engine.ResultSink;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.ListState;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.DataStream;

/** Persons of some states and what they sell of a category, whichever of both comes first. */
final class Q3LocalSales {

    private Q3LocalSales() {}

    static ResultSink<LocalSale> define(DataStream<AuctionEvent> events) {
        ResultSink<LocalSale> sink = new ResultSink<>(AuctionTally::addSale);
        events.filter("local", AuctionQueries::isLocal)
                .keyBy(AuctionQueries::personOf)
                .process("sales", new Join(), Join.SELLER, Join.WAITING)
                .sinkTo("tally", sink);
        return sink;
    }

    private static final class Join implements KeyedProcess<Long, AuctionEvent, LocalSale> {

        static final StateHandle<ValueState<Person>> SELLER = StateHandle.value("seller", Person.class);
        static final StateHandle<ListState<Long>> WAITING = StateHandle.list("waiting", Long.class);

        @Override
        public void onRecord(AuctionEvent event, KeyedContext<Long> context, Emitter<LocalSale> out) {
            if (event instanceof Person person) {
                context.state(SELLER).set(person);
                ListState<Long> waiting = context.state(WAITING);
                for (Long auction : waiting.get()) {
                    out.emit(LocalSale.of(person, auction));
                }
                waiting.clear();
            } else if (event instanceof Auction auction) {
                Person seller = context.state(SELLER).get();
                if (seller == null) {
                    context.state(WAITING).add(auction.id());
                } else {
                    out.emit(LocalSale.of(seller, auction.id()));
                }
            }
        }
    }
}
