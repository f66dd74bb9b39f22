package io.millrace.benchmark.jet.nexmark;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Watermark;
import com.hazelcast.jet.impl.JetEvent;
import io.millrace.benchmark.auction.Auction;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.ClosedAuction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps auctions and their highest bids until they close. A bid may come before its auction; one whose auction has not come
 * when the watermark passes it has missed the auction, for that is no younger than the bid.
 *
 * <p>A processor of its own, because stateful stages of the Pipeline API forget by time, and have no timers. Stages with
 * time hand events over in the envelope that Jet puts them into.
 */
final class CloseAuctions extends AbstractProcessor {

    private final Map<Long, Sale> sales = new HashMap<>();
    private final NavigableMap<Long, List<Long>> timers = new TreeMap<>();
    private @Nullable Traverser<JetEvent<ClosedAuction>> closing;

    @Override
    protected boolean tryProcess(int ordinal, Object item) {
        Object event = ((JetEvent<?>) item).payload();
        if (event instanceof Auction auction) {
            sales.computeIfAbsent(auction.id(), id -> new Sale()).open(auction);
            remind(auction.expiresMillis(), auction.id());
        } else if (event instanceof Bid bid) {
            Sale sale = sales.computeIfAbsent(bid.auction(), id -> new Sale());
            if (!sale.take(bid)) {
                remind(bid.timestampMillis() + 1, bid.auction());
            }
        }
        return true;
    }

    @Override
    public boolean tryProcessWatermark(Watermark watermark) {
        return tryClose(watermark.timestamp()) && super.tryProcessWatermark(watermark);
    }

    @Override
    public boolean complete() {
        return tryClose(Long.MAX_VALUE);
    }

    private void remind(long timestampMillis, long auction) {
        timers.computeIfAbsent(timestampMillis, time -> new ArrayList<>()).add(auction);
    }

    /** Closes what is due, and comes back to it where the outbox is full. */
    private boolean tryClose(long watermarkMillis) {
        if (closing == null) {
            closing = Traversers.traverseIterable(due(watermarkMillis));
        }
        if (!emitFromTraverser(closing)) {
            return false;
        }
        closing = null;
        return true;
    }

    private List<JetEvent<ClosedAuction>> due(long watermarkMillis) {
        List<JetEvent<ClosedAuction>> closed = new ArrayList<>();
        NavigableMap<Long, List<Long>> due = timers.headMap(watermarkMillis, true);
        due.forEach((timestampMillis, auctions) -> auctions.forEach(auction -> {
            Sale sale = sales.get(auction);
            if (sale != null && sale.isOver(timestampMillis)) {
                sales.remove(auction);
                ClosedAuction result = sale.result();
                if (result != null) {
                    closed.add(JetEvent.jetEvent(timestampMillis, result));
                }
            }
        }));
        due.clear();
        return closed;
    }

    /** An auction, or the bids that wait for it. */
    private static final class Sale {

        private @Nullable Auction auction;
        private long price;
        private List<Bid> early = List.of();

        void open(Auction opened) {
            auction = opened;
            early.forEach(bid -> take(bid, opened));
            early = List.of();
        }

        /** Takes a bid; false if it waits for its auction. */
        boolean take(Bid bid) {
            Auction known = auction;
            if (known != null) {
                take(bid, known);
                return true;
            }
            if (early.isEmpty()) {
                early = new ArrayList<>();
            }
            early.add(bid);
            return false;
        }

        private void take(Bid bid, Auction known) {
            if (bid.timestampMillis() < known.expiresMillis()) {
                price = Math.max(price, bid.price());
            }
        }

        boolean isOver(long timestampMillis) {
            return auction == null || timestampMillis >= auction.expiresMillis();
        }

        /** What it was sold for; null if nobody bade, or it was over before. */
        @Nullable
        ClosedAuction result() {
            return auction == null || price == 0 ? null : new ClosedAuction(auction.category(), price);
        }
    }
}
