package io.millrace.cluster;

/**
 * Who leads.
 *
 * @param member number of the member
 * @param epoch number of its leadership
 */
public record Leader(int member, long epoch) {}
