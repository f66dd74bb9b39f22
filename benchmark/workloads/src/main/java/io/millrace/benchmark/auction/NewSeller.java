package io.millrace.benchmark.auction;

/**
 * What a person did in a window: registered, opened auctions, or both.
 *
 * @param name what the person is called; empty unless registered in the window
 * @param auctions number of auctions opened
 */
public record NewSeller(String name, long auctions) {

    /** Nothing. */
    public static final NewSeller NOTHING = new NewSeller("", 0);

    /** This, and another thing done by the same person. */
    public NewSeller with(AuctionEvent event) {
        return event instanceof Person person
                ? new NewSeller(person.name(), auctions)
                : new NewSeller(name, auctions + 1);
    }

    /** This, and what else the same person did in the window. */
    public NewSeller plus(NewSeller other) {
        return new NewSeller(name.isEmpty() ? other.name : name, auctions + other.auctions);
    }

    /** Whether the person has both registered and sold. */
    public boolean isComplete() {
        return !name.isEmpty() && auctions > 0;
    }
}
