package io.millrace.benchmark.flink.nexmark;

import io.millrace.benchmark.auction.Auction;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.ClosedAuction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an auction and its highest bid until it closes. A bid may come before its auction; one whose auction has not come
 * when the watermark passes it has missed the auction, for that is no younger than the bid.
 */
final class CloseAuctions extends KeyedProcessFunction<Long, AuctionEvent, ClosedAuction> {

    private transient @Nullable ValueState<AuctionEvent> auctions;
    private transient @Nullable ValueState<Long> prices;
    private transient @Nullable ListState<Bid> early;

    @Override
    public void open(OpenContext context) {
        auctions = getRuntimeContext().getState(new ValueStateDescriptor<>("auction", AuctionEvents.INFORMATION));
        prices = getRuntimeContext().getState(new ValueStateDescriptor<>("price", Types.LONG));
        early = getRuntimeContext().getListState(new ListStateDescriptor<>("early", Bids.INFORMATION));
    }

    @Override
    public void processElement(AuctionEvent event, Context context, Collector<ClosedAuction> out) throws Exception {
        if (event instanceof Auction auction) {
            open(auction, context);
        } else if (event instanceof Bid bid) {
            if (Opened.state(auctions).value() instanceof Auction auction) {
                take(bid, auction);
            } else {
                Opened.state(early).add(bid);
                context.timerService().registerEventTimeTimer(bid.timestampMillis() + 1);
            }
        }
    }

    private void open(Auction auction, Context context) throws Exception {
        Opened.state(auctions).update(auction);
        context.timerService().registerEventTimeTimer(auction.expiresMillis());
        for (Bid bid : Opened.state(early).get()) {
            take(bid, auction);
        }
        Opened.state(early).clear();
    }

    private void take(Bid bid, Auction auction) throws Exception {
        if (bid.timestampMillis() >= auction.expiresMillis()) {
            return;
        }
        Long price = Opened.state(prices).value();
        if (price == null || bid.price() > price) {
            Opened.state(prices).update(bid.price());
        }
    }

    @Override
    public void onTimer(long timestampMillis, OnTimerContext context, Collector<ClosedAuction> out) throws Exception {
        if (!(Opened.state(auctions).value() instanceof Auction auction)) {
            Opened.state(early).clear();
        } else if (timestampMillis >= auction.expiresMillis()) {
            Long price = Opened.state(prices).value();
            if (price != null) {
                out.collect(new ClosedAuction(auction.category(), price));
            }
            Opened.state(auctions).clear();
            Opened.state(prices).clear();
        }
    }
}
