package io.millrace.benchmark.auction;

/**
 * Somebody has registered.
 *
 * @param id number of the person
 * @param name what the person is called
 * @param city where the person lives
 * @param state the state that the city is in, two letters
 * @param timestampMillis event time
 * @param text what else is known, to give the event its size
 */
public record Person(long id, String name, String city, String state, long timestampMillis, String text)
        implements AuctionEvent {}
