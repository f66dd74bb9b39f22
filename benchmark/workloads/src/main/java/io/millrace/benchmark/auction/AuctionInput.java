package io.millrace.benchmark.auction;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a house of auctions, a function of the number of the event: of each fifty events the first is a person,
 * the next three are auctions, the others bids. Ten events have the same event time. They are dealt to the splits in turn,
 * so that all splits go through event time together, and what an event speaks of may be in another split: it has happened
 * before, and may arrive later.
 *
 * <p>Few are in the minds of many: half of the bids are on the one auction of a hundred that is hot, three in four come
 * from one hot person, and so do three auctions in four. The others are spread over the latest 100 auctions and the latest
 * 1,000 persons.
 *
 * <p><b>Thread.</b> Immutable; a cursor has one owner.
 *
 * <p><b>Source.</b> Proportions and skew as in the description of Nexmark: P. Tucker et al., "NEXMark: A Benchmark for
 * Queries over Data Streams" (2002), and what later versions say of their generators. Derived: sizes, times and random
 * numbers are of our own.
 */
public final class AuctionInput {

    /** Event time of the first event: a multiple of all windows. */
    static final long START_MILLIS = 1_000_000_000_000L;

    private static final int EVENTS_PER_MILLI = 10;
    private static final int PERSONS = 1;
    private static final int AUCTIONS = 3;
    private static final int ROUND = 50;
    private static final int HOT_EVERY = 100;
    private static final int OPEN_AUCTIONS = 100;
    private static final int ACTIVE_PERSONS = 1_000;
    private static final int FIRST_CATEGORY = 10;
    private static final int CATEGORIES = 5;
    private static final int MAX_DURATION_MILLIS = 400;
    private static final int MAX_PRICE_BITS = 16;
    private static final long LOWEST_PRICE = 100;
    private static final String[] STATES = {"AZ", "CA", "ID", "OR", "WA", "WY"};
    private static final String[] CITIES = {
        "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"
    };
    private static final int PERSON_TEXT = 150;
    private static final int AUCTION_TEXT = 450;
    private static final int BID_TEXT = 60;

    private final long events;
    private final int splits;
    private final Texts personTexts = new Texts(PERSON_TEXT);
    private final Texts auctionTexts = new Texts(AUCTION_TEXT);
    private final Texts bidTexts = new Texts(BID_TEXT);

    /**
     * Divides events into splits.
     *
     * @param events how many there are in all splits
     * @param splits number of splits
     */
    public AuctionInput(long events, int splits) {
        this.events = events;
        this.splits = splits;
    }

    /** Begins with the first event of a split. */
    public Cursor cursor(int split) {
        return new Cursor(split);
    }

    /** The event of a number. */
    AuctionEvent event(long number) {
        long round = number / ROUND;
        int place = (int) (number % ROUND);
        long timestampMillis = START_MILLIS + number / EVENTS_PER_MILLI;
        long random = mix(number);
        if (place < PERSONS) {
            return person(round, timestampMillis, random);
        }
        if (place < PERSONS + AUCTIONS) {
            return auction(round * AUCTIONS + place - PERSONS, round, timestampMillis, random);
        }
        return bid(round, timestampMillis, random);
    }

    private Person person(long id, long timestampMillis, long random) {
        String city = CITIES[part(random, 0, CITIES.length)];
        String state = STATES[part(random, 16, STATES.length)];
        return new Person(id, "Person " + id, city, state, timestampMillis, personTexts.get(random));
    }

    private Auction auction(long id, long lastPerson, long timestampMillis, long random) {
        long seller = person(lastPerson, random);
        int category = FIRST_CATEGORY + part(random, 32, CATEGORIES);
        long expiresMillis = timestampMillis + 1 + part(random, 40, MAX_DURATION_MILLIS);
        return new Auction(id, seller, category, timestampMillis, expiresMillis, auctionTexts.get(random));
    }

    private Bid bid(long round, long timestampMillis, long random) {
        long lastAuction = round * AUCTIONS + AUCTIONS - 1;
        boolean isHot = (random & 4) == 0;
        long auction = isHot
                ? lastAuction - lastAuction % HOT_EVERY
                : lastAuction - part(random, 24, (int) Math.min(OPEN_AUCTIONS, lastAuction + 1));
        long step = LOWEST_PRICE << part(random, 32, MAX_PRICE_BITS);
        long price = step + part(random, 40, (int) step);
        return new Bid(auction, person(round, random), price, timestampMillis, bidTexts.get(random));
    }

    /** Three times in four the hot one, else one of the latest. */
    private static long person(long lastPerson, long random) {
        boolean isHot = (random & 3) != 0;
        return isHot
                ? lastPerson - lastPerson % HOT_EVERY
                : lastPerson - part(random, 8, (int) Math.min(ACTIVE_PERSONS, lastPerson + 1));
    }

    /** A number below a bound, of the 24 bits from {@code shift} on. */
    private static int part(long random, int shift, int bound) {
        return (int) ((((random >>> shift) & 0xFFFFFF) * bound) >>> 24);
    }

    /** Source: D. Stafford, "Better Bit Mixing", variant 13 (public domain), of steps of the golden ratio. */
    private static long mix(long number) {
        long h = (number + 1) * 0x9E3779B97F4A7C15L;
        h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 31);
    }

    /** Makes the events of a split. */
    public final class Cursor {

        private long number;

        private Cursor(int split) {
            this.number = split;
        }

        /** The next event, or null if there is none. */
        public @Nullable AuctionEvent next() {
            if (number >= events) {
                return null;
            }
            AuctionEvent event = event(number);
            number += splits;
            return event;
        }
    }

    /** Texts of about a length, half as long to half as long again. */
    private static final class Texts {

        private static final int COUNT = 1 << 8;
        private static final long SEED = 42;

        private final String[] texts = new String[COUNT];

        Texts(int meanLength) {
            Random random = new Random(SEED);
            for (int i = 0; i < COUNT; i++) {
                int length = meanLength / 2 + random.nextInt(meanLength + 1);
                texts[i] = String.valueOf((char) ('a' + i % 26)).repeat(length);
            }
        }

        String get(long random) {
            return texts[(int) (random >>> 56) & (COUNT - 1)];
        }
    }
}
