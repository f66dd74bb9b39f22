package io.millrace.benchmark.auction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuctionInputTest {

    private static final int EVENTS = 100_000;

    @Test
    void shouldHoldOnePersonAndThreeAuctionsForFortySixBids() {
        List<AuctionEvent> events = all(1);

        assertThat(count(events, Person.class)).isEqualTo(EVENTS / 50);
        assertThat(count(events, Auction.class)).isEqualTo(EVENTS / 50 * 3);
        assertThat(count(events, Bid.class)).isEqualTo(EVENTS / 50 * 46);
    }

    @Test
    void shouldSpeakOnlyOfWhatHasHappenedBefore() {
        Set<Long> persons = new HashSet<>();
        Set<Long> auctions = new HashSet<>();
        for (AuctionEvent event : all(1)) {
            if (event instanceof Person person) {
                assertThat(persons.add(person.id())).as("%s", person).isTrue();
            } else if (event instanceof Auction auction) {
                assertThat(auctions.add(auction.id())).as("%s", auction).isTrue();
                assertThat(persons).contains(auction.seller());
                assertThat(auction.expiresMillis()).isGreaterThan(auction.timestampMillis());
            } else if (event instanceof Bid bid) {
                assertThat(auctions).contains(bid.auction());
                assertThat(persons).contains(bid.bidder());
                assertThat(bid.price()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void shouldDealTheSameEventsToAnyNumberOfSplits(int splits) {
        assertThat(new HashSet<>(all(splits))).isEqualTo(new HashSet<>(all(1)));
    }

    @Test
    void shouldKeepTheOrderOfTimeInASplit() {
        AuctionInput.Cursor cursor = new AuctionInput(EVENTS, 3).cursor(2);
        long timestampMillis = AuctionInput.START_MILLIS;
        for (AuctionEvent event; (event = cursor.next()) != null; ) {
            assertThat(event.timestampMillis()).isGreaterThanOrEqualTo(timestampMillis);
            timestampMillis = event.timestampMillis();
        }
        assertThat(timestampMillis).isEqualTo(AuctionInput.START_MILLIS + EVENTS / 10 - 1);
    }

    @Test
    void shouldLetHalfOfTheBidsGoToHotAuctions() {
        List<Bid> bids = all(1).stream()
                .filter(Bid.class::isInstance)
                .map(Bid.class::cast)
                .toList();
        long hot = bids.stream().filter(bid -> bid.auction() % 100 == 0).count();
        long fromHot = bids.stream().filter(bid -> bid.bidder() % 100 == 0).count();

        assertThat((double) hot / bids.size()).isBetween(0.49, 0.52);
        assertThat((double) fromHot / bids.size()).isBetween(0.74, 0.77);
    }

    private static List<AuctionEvent> all(int splits) {
        AuctionInput input = new AuctionInput(EVENTS, splits);
        List<AuctionEvent> events = new ArrayList<>();
        for (int split = 0; split < splits; split++) {
            AuctionInput.Cursor cursor = input.cursor(split);
            for (AuctionEvent event; (event = cursor.next()) != null; ) {
                events.add(event);
            }
        }
        assertThat(events).hasSize(EVENTS);
        return events;
    }

    private static long count(List<AuctionEvent> events, Class<?> kind) {
        return events.stream().filter(kind::isInstance).count();
    }
}
