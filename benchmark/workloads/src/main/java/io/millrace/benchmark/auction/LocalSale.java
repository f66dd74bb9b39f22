package io.millrace.benchmark.auction;

/**
 * Somebody near by sells something.
 *
 * @param name what the seller is called
 * @param city where the seller lives
 * @param state the state that the city is in
 * @param auction number of the auction
 */
public record LocalSale(String name, String city, String state, long auction) {

    /** What a person sells. */
    public static LocalSale of(Person seller, long auction) {
        return new LocalSale(seller.name(), seller.city(), seller.state(), auction);
    }
}
