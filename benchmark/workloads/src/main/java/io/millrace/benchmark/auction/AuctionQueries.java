package io.millrace.benchmark.auction;

import java.util.Set;

/** What the queries decide of single events, the same for all engines. */
public final class AuctionQueries {

    /** Length of windows. */
    public static final long WINDOW_MILLIS = 10_000;

    /** Distance of the starts of windows that overlap. */
    public static final long SLIDE_MILLIS = 2_000;

    /** Shortest pause that ends a session. */
    public static final long PAUSE_MILLIS = 1_000;

    private static final long RATE_PER_MILLE = 908;
    private static final long MILLE = 1_000;
    private static final long SELECTED_EVERY = 123;
    private static final int LOCAL_CATEGORY = 10;
    private static final Set<String> LOCAL_STATES = Set.of("OR", "ID", "CA");

    private AuctionQueries() {}

    /** The same bid in another currency. */
    public static Bid converted(Bid bid) {
        long price = bid.price() * RATE_PER_MILLE / MILLE;
        return new Bid(bid.auction(), bid.bidder(), price, bid.timestampMillis(), bid.text());
    }

    /** Whether a bid is on one of the few auctions that are of interest. */
    public static boolean isSelected(Bid bid) {
        return bid.auction() % SELECTED_EVERY == 0;
    }

    /** Whether an event is a person of certain states, or an auction of a certain category. */
    public static boolean isLocal(AuctionEvent event) {
        return event instanceof Person person
                ? LOCAL_STATES.contains(person.state())
                : event instanceof Auction auction && auction.category() == LOCAL_CATEGORY;
    }

    /** Whether an event is a person or an auction. */
    public static boolean isPersonOrAuction(AuctionEvent event) {
        return !(event instanceof Bid);
    }

    /** Whether an event is an auction or a bid. */
    public static boolean isAuctionOrBid(AuctionEvent event) {
        return !(event instanceof Person);
    }

    /** Who has registered, sells or bids. */
    public static long personOf(AuctionEvent event) {
        if (event instanceof Person person) {
            return person.id();
        }
        return event instanceof Auction auction ? auction.seller() : ((Bid) event).bidder();
    }

    /** What an auction or a bid is about. */
    public static long auctionOf(AuctionEvent event) {
        return event instanceof Auction auction ? auction.id() : ((Bid) event).auction();
    }
}
