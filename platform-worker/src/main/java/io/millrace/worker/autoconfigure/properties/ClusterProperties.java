package io.millrace.worker.autoconfigure.properties;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of this process as a member of a cluster.
 *
 * @param secret What all members know and nobody else, 16 characters or more.
 * @param host Name or address under which other members reach this one, and on which it listens. By default, that of this
 *     machine.
 * @param port Port on which other members reach this one.
 * @param sslBundle Name of the SSL bundle that secures connections between members. By default, they are not encrypted.
 * @param settle Time that the first members of a cluster wait for others before the leader gives out work.
 * @param leaderless Time that tasks go on while nobody leads.
 * @param lease Time that exactly-once tasks of sinks which overwrite go on without a word of the leader. When such a task is
 *     lost, another takes its place a quarter later than that.
 */
public record ClusterProperties(
        @Nullable String secret,
        @Nullable String host,
        @DefaultValue("7890") int port,
        @Nullable String sslBundle,
        @DefaultValue("3s") Duration settle,
        @DefaultValue("5m") Duration leaderless,
        @DefaultValue("2s") Duration lease) {

    private static final String PREFIX = MillraceProperties.PREFIX + ".cluster.";
    private static final int MAX_PORT = 65_535;

    /** Checks the ranges. */
    public ClusterProperties {
        Ranges.require(PREFIX + "port", port, 1, MAX_PORT);
        Ranges.require(PREFIX + "settle", settle, Duration.ZERO, Duration.ofMinutes(10));
        Ranges.require(PREFIX + "leaderless", leaderless, Duration.ofSeconds(1), Duration.ofDays(1));
        Ranges.require(PREFIX + "lease", lease, Duration.ofMillis(200), Duration.ofMinutes(10));
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "ClusterProperties[host=" + host + ", port=" + port + ", sslBundle=" + sslBundle + ", settle=" + settle
                + ", leaderless=" + leaderless + ", lease=" + lease + "]";
    }
}
