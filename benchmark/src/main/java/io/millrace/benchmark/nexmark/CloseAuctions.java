package io.millrace.benchmark.nexmark;

import io.millrace.benchmark.auction.Auction;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.ClosedAuction;
import io.millrace.function.Emitter;
import io.millrace.operator.KeyedContext;
import io.millrace.operator.KeyedProcess;
import io.millrace.state.ListState;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;

/**
 * Keeps an auction and its highest bid until it closes. A bid may come before its auction; one whose auction has not come
 * when the watermark passes it has missed the auction, for that is no younger than the bid.
 */
final class CloseAuctions implements KeyedProcess<Long, AuctionEvent, ClosedAuction> {

    static final StateHandle<ValueState<Auction>> AUCTION = StateHandle.value("auction", Auction.class);
    static final StateHandle<ValueState<Long>> PRICE = StateHandle.value("price", Long.class);
    static final StateHandle<ListState<Bid>> EARLY = StateHandle.list("early", Bid.class);

    @Override
    public void onRecord(AuctionEvent event, KeyedContext<Long> context, Emitter<ClosedAuction> out) {
        if (event instanceof Auction auction) {
            open(auction, context);
        } else if (event instanceof Bid bid) {
            Auction auction = context.state(AUCTION).get();
            if (auction != null) {
                take(bid, auction, context);
            } else {
                context.state(EARLY).add(bid);
                context.timers().set(bid.timestampMillis() + 1);
            }
        }
    }

    private static void open(Auction auction, KeyedContext<Long> context) {
        context.state(AUCTION).set(auction);
        context.timers().set(auction.expiresMillis());
        ListState<Bid> early = context.state(EARLY);
        for (Bid bid : early.get()) {
            take(bid, auction, context);
        }
        early.clear();
    }

    private static void take(Bid bid, Auction auction, KeyedContext<Long> context) {
        ValueState<Long> price = context.state(PRICE);
        if (bid.timestampMillis() < auction.expiresMillis() && bid.price() > price.getOr(0L)) {
            price.set(bid.price());
        }
    }

    @Override
    public void onTimer(long timestampMillis, KeyedContext<Long> context, Emitter<ClosedAuction> out) {
        Auction auction = context.state(AUCTION).get();
        if (auction == null) {
            context.state(EARLY).clear();
        } else if (timestampMillis >= auction.expiresMillis()) {
            Long price = context.state(PRICE).get();
            if (price != null) {
                out.emit(new ClosedAuction(auction.category(), price));
            }
            context.state(AUCTION).clear();
            context.state(PRICE).clear();
        }
    }
}
