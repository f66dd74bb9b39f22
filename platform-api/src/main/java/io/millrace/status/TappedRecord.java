package io.millrace.status;

/**
 * A record that a step has given, as far as the member that runs it shows it.
 *
 * @param member number of that member; 0 where there is no cluster
 * @param timestampMillis its event time, in milliseconds since 1970
 * @param type name of its class
 * @param text what is in it, or what that looks like, cut to a length
 */
public record TappedRecord(int member, long timestampMillis, String type, String text) {}
