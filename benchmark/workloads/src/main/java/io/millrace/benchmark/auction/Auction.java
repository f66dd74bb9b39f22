package io.millrace.benchmark.auction;

/**
 * Somebody sells something.
 *
 * @param id number of the auction
 * @param seller who sells
 * @param category what kind of thing it is
 * @param timestampMillis event time, from which on bids count
 * @param expiresMillis event time from which on they no longer do
 * @param text what is sold, to give the event its size
 */
public record Auction(long id, long seller, int category, long timestampMillis, long expiresMillis, String text)
        implements AuctionEvent {}
