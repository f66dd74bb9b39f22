package io.millrace.benchmark.auction;

/**
 * How many bids an auction got in a window.
 *
 * @param windowStartMillis start of the window
 * @param auction number of the auction
 * @param bids number of bids
 */
public record HotItem(long windowStartMillis, long auction, long bids) {

    /** The one with more bids; of equal ones that of the lower auction. */
    public static HotItem hotter(HotItem one, HotItem other) {
        if (one.bids != other.bids) {
            return one.bids > other.bids ? one : other;
        }
        return one.auction <= other.auction ? one : other;
    }
}
