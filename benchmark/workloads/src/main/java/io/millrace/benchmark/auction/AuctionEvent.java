package io.millrace.benchmark.auction;

/** What happens in a house of auctions. */
public sealed interface AuctionEvent permits Person, Auction, Bid {

    /** Event time. */
    long timestampMillis();
}
