package io.millrace.benchmark.auction;

import io.millrace.benchmark.workload.TallyBuilder;

/** Takes results of the queries, for all engines. */
public final class AuctionTally {

    private AuctionTally() {}

    /** Takes an event that was handed on as it is. */
    public static void addEvent(TallyBuilder tally, AuctionEvent event) {
        if (event instanceof Bid bid) {
            addBid(tally, bid);
        } else if (event instanceof Auction auction) {
            tally.add(auction.id(), auction.seller(), auction.expiresMillis());
        } else if (event instanceof Person person) {
            tally.add(person.id(), person.name().hashCode(), person.timestampMillis());
        }
    }

    /** Takes a bid. */
    public static void addBid(TallyBuilder tally, Bid bid) {
        tally.add(bid.auction() ^ Long.rotateLeft(bid.timestampMillis(), 32), bid.bidder(), bid.price());
    }

    /** Takes what somebody near by sells. */
    public static void addSale(TallyBuilder tally, LocalSale sale) {
        tally.add(
                sale.auction(),
                sale.name().hashCode(),
                sale.city().hashCode() ^ sale.state().hashCode());
    }

    /** Takes the hottest auction of a window. */
    public static void addHotItem(TallyBuilder tally, HotItem item) {
        tally.add(item.auction(), item.windowStartMillis(), item.bids());
    }

    /** Takes the highest bid of a window. */
    public static void addHighest(TallyBuilder tally, long windowStartMillis, Bid bid) {
        tally.add(bid.auction() ^ Long.rotateLeft(windowStartMillis, 32), bid.bidder(), bid.price());
    }

    /** Takes somebody who has registered and sold in a window. */
    public static void addNewSeller(TallyBuilder tally, long person, long windowStartMillis, NewSeller seller) {
        tally.add(person ^ seller.name().hashCode(), windowStartMillis, seller.auctions());
    }

    /** Takes a session of a bidder. */
    public static void addSession(TallyBuilder tally, long bidder, long startMillis, long bids) {
        tally.add(bidder, startMillis, bids);
    }
}
