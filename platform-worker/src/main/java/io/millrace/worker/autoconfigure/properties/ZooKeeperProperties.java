package io.millrace.worker.autoconfigure.properties;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the ensemble of ZooKeeper through which members of a cluster find each other.
 *
 * @param connectString Hosts and ports of the ensemble, separated by commas; a path may follow. Without it, the application
 *     runs in this process alone.
 * @param sessionTimeout Silence after which a member counts as gone.
 * @param connectTimeout Time that a start waits for the ensemble.
 */
public record ZooKeeperProperties(
        @Nullable String connectString,
        @DefaultValue("6s") Duration sessionTimeout,
        @DefaultValue("15s") Duration connectTimeout) {

    private static final String PREFIX = MillraceProperties.PREFIX + ".zookeeper.";
    private static final Duration MIN = Duration.ofSeconds(2);
    private static final Duration MAX = Duration.ofMinutes(5);

    /** Checks the ranges. */
    public ZooKeeperProperties {
        Ranges.require(PREFIX + "session-timeout", sessionTimeout, MIN, MAX);
        Ranges.require(PREFIX + "connect-timeout", connectTimeout, Duration.ofSeconds(1), MAX);
    }
}
