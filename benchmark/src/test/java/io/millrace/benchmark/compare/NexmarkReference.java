package io.millrace.benchmark.compare;

import static java.util.stream.Collectors.averagingLong;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.millrace.benchmark.auction.Auction;
import io.millrace.benchmark.auction.AuctionEvent;
import io.millrace.benchmark.auction.AuctionQueries;
import io.millrace.benchmark.auction.AuctionTally;
import io.millrace.benchmark.auction.Bid;
import io.millrace.benchmark.auction.HotItem;
import io.millrace.benchmark.auction.LocalSale;
import io.millrace.benchmark.auction.NewSeller;
import io.millrace.benchmark.auction.Person;
import io.millrace.benchmark.workload.Tally;
import io.millrace.benchmark.workload.TallyBuilder;
import io.millrace.benchmark.workload.WorkloadKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Answers the queries with all events at hand, without a thought of time or tasks. */
final class NexmarkReference {

    private static final long WINDOW = AuctionQueries.WINDOW_MILLIS;
    private static final long SLIDE = AuctionQueries.SLIDE_MILLIS;

    private final List<AuctionEvent> events;
    private final List<Person> persons;
    private final List<Auction> auctions;
    private final List<Bid> bids;
    private final TallyBuilder tally = new TallyBuilder();

    NexmarkReference(List<AuctionEvent> events) {
        this.events = events;
        this.persons = only(Person.class);
        this.auctions = only(Auction.class);
        this.bids = only(Bid.class);
    }

    Tally answer(WorkloadKind query) {
        switch (query) {
            case NEXMARK_Q0 -> events.forEach(event -> AuctionTally.addEvent(tally, event));
            case NEXMARK_Q1 -> bids.forEach(bid -> AuctionTally.addBid(tally, inEuro(bid)));
            case NEXMARK_Q2 ->
                bids.stream().filter(bid -> bid.auction() % 123 == 0).forEach(bid -> AuctionTally.addBid(tally, bid));
            case NEXMARK_Q3 -> localSales();
            case NEXMARK_Q4 -> categoryPrices();
            case NEXMARK_Q5 -> hotItems();
            case NEXMARK_Q7 -> highestBids();
            case NEXMARK_Q8 -> newSellers();
            case NEXMARK_Q11 -> sessions();
            case PASS, PASS_FUSED, WORD_COUNT, FIRMS -> throw new IllegalArgumentException(query.title());
        }
        return tally.build();
    }

    private static Bid inEuro(Bid bid) {
        return new Bid(bid.auction(), bid.bidder(), bid.price() * 908 / 1000, bid.timestampMillis(), bid.text());
    }

    private void localSales() {
        Map<Long, Person> byId = persons.stream().collect(toMap(Person::id, person -> person));
        for (Auction auction : auctions) {
            Person seller = byId.get(auction.seller());
            if (auction.category() == 10 && List.of("OR", "ID", "CA").contains(seller.state())) {
                AuctionTally.addSale(tally, new LocalSale(seller.name(), seller.city(), seller.state(), auction.id()));
            }
        }
    }

    private void categoryPrices() {
        record Sale(int category, long windowStart, long price) {}
        Map<Long, List<Bid>> byAuction = bids.stream().collect(groupingBy(Bid::auction));
        auctions.stream()
                .flatMap(auction -> {
                    OptionalLong price = byAuction.getOrDefault(auction.id(), List.of()).stream()
                            .filter(bid -> bid.timestampMillis() < auction.expiresMillis())
                            .mapToLong(Bid::price)
                            .max();
                    return price.stream()
                            .mapToObj(best -> new Sale(auction.category(), windowOf(auction.expiresMillis()), best));
                })
                .collect(groupingBy(sale -> new Sale(sale.category, sale.windowStart, 0), averagingLong(Sale::price)))
                .forEach((key, mean) -> tally.addMean(key.category, key.windowStart, mean));
    }

    private void hotItems() {
        long first = windowOf(events.get(0).timestampMillis()) - WINDOW + SLIDE;
        long last = events.get(events.size() - 1).timestampMillis();
        for (long start = first; start <= last; start += SLIDE) {
            long windowStart = start;
            bids.stream()
                    .filter(bid -> bid.timestampMillis() >= windowStart && bid.timestampMillis() < windowStart + WINDOW)
                    .collect(groupingBy(Bid::auction, counting()))
                    .entrySet()
                    .stream()
                    .max(Map.Entry.<Long, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .ifPresent(hottest -> AuctionTally.addHotItem(
                            tally, new HotItem(windowStart, hottest.getKey(), hottest.getValue())));
        }
    }

    private void highestBids() {
        Comparator<Bid> order = Comparator.comparingLong(Bid::price)
                .thenComparing(Comparator.comparingLong(Bid::timestampMillis).reversed())
                .thenComparing(Comparator.comparingLong(Bid::auction).reversed())
                .thenComparing(Comparator.comparingLong(Bid::bidder).reversed());
        bids.stream()
                .collect(groupingBy(bid -> windowOf(bid.timestampMillis())))
                .forEach((start, inWindow) -> AuctionTally.addHighest(
                        tally, start, inWindow.stream().max(order).orElseThrow()));
    }

    private void newSellers() {
        for (Person person : persons) {
            long window = windowOf(person.timestampMillis());
            long count = auctions.stream()
                    .filter(auction -> auction.seller() == person.id() && windowOf(auction.timestampMillis()) == window)
                    .count();
            if (count > 0) {
                AuctionTally.addNewSeller(tally, person.id(), window, new NewSeller(person.name(), count));
            }
        }
    }

    private void sessions() {
        bids.stream().collect(groupingBy(Bid::bidder)).forEach((bidder, own) -> {
            long start = own.get(0).timestampMillis();
            long end = start;
            long count = 0;
            for (Bid bid : own) {
                if (bid.timestampMillis() >= end + AuctionQueries.PAUSE_MILLIS) {
                    AuctionTally.addSession(tally, bidder, start, count);
                    start = bid.timestampMillis();
                    count = 0;
                }
                end = bid.timestampMillis();
                count++;
            }
            AuctionTally.addSession(tally, bidder, start, count);
        });
    }

    private static long windowOf(long timestampMillis) {
        return timestampMillis / WINDOW * WINDOW;
    }

    private <T> List<T> only(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
