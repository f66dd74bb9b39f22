package io.millrace.cluster;

/**
 * A member of a cluster.
 *
 * @param number its number, never given to another
 * @param info what it announces
 */
public record ClusterMemberInfo(int number, MemberInfo info) {}
