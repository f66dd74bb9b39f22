package io.millrace.benchmark.auction;

/**
 * An auction has found its buyer.
 *
 * @param category what kind of thing was sold
 * @param price the highest that was offered in time
 */
public record ClosedAuction(int category, long price) {}
