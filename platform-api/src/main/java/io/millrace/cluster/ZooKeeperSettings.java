package io.millrace.cluster;

import java.time.Duration;

/**
 * How members find an ensemble of ZooKeeper, and themselves in it.
 *
 * @param connectString hosts and ports, separated by commas; a path may follow
 * @param application name of the application, part of the path
 * @param secret proves that a member belongs to the cluster: it owns what is kept, and others may not read it
 * @param sessionTimeout silence after which a member counts as gone
 * @param connectTimeout for how long a start waits for a connection
 */
public record ZooKeeperSettings(
        String connectString, String application, String secret, Duration sessionTimeout, Duration connectTimeout) {

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "ZooKeeperSettings[connectString=" + connectString + ", application=" + application + ", sessionTimeout="
                + sessionTimeout + ", connectTimeout=" + connectTimeout + "]";
    }
}
