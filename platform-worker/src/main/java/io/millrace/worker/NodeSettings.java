package io.millrace.worker;

import io.millrace.cluster.MemberInfo;
import io.millrace.worker.net.Tls;
import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.WireSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How this process takes part in a cluster that finds itself.
 *
 * @param application name of the application
 * @param member what it announces; the digests of topologies are added
 * @param bindHost address that it listens on
 * @param secret what only members know
 * @param wire sizes and times of the wire
 * @param tls how connections are secured, or null for not at all
 * @param settle for how long after its own start a leader waits for others before it gives out work
 * @param orphans for how long tasks go on without a leader
 * @param lease for how long those go on that cannot be fenced
 */
public record NodeSettings(
        String application,
        MemberInfo member,
        String bindHost,
        ClusterSecret secret,
        WireSettings wire,
        @Nullable Tls tls,
        Duration settle,
        Duration orphans,
        Duration lease) {}
