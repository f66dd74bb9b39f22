package io.millrace.benchmark.auction;

/**
 * Somebody offers a price.
 *
 * @param auction what for
 * @param bidder who offers
 * @param price how much, in cents
 * @param timestampMillis event time
 * @param text what is said with it, to give the event its size
 */
public record Bid(long auction, long bidder, long price, long timestampMillis, String text) implements AuctionEvent {

    /** The higher of two; of equal prices the earlier one, then that of the lower auction and bidder. */
    public static Bid higher(Bid one, Bid other) {
        int order = Long.compare(one.price, other.price);
        if (order == 0) {
            order = Long.compare(other.timestampMillis, one.timestampMillis);
        }
        if (order == 0) {
            order = Long.compare(other.auction, one.auction);
        }
        if (order == 0) {
            order = Long.compare(other.bidder, one.bidder);
        }
        return order >= 0 ? one : other;
    }
}
