package io.millrace.worker;

import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.WireSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Executors whose number and addresses are given, and never change. The first one leads.
 *
 * @param name name of the cluster
 * @param application name of the application
 * @param version version of the application; all executors have the same
 * @param addresses {@code host:port} of each executor, in their order; an IPv6 address stands in brackets
 * @param self number of this executor
 * @param secret what only members know
 * @param wire sizes and times of the wire
 */
public record StaticCluster(
        String name,
        String application,
        String version,
        List<String> addresses,
        int self,
        ClusterSecret secret,
        WireSettings wire) {

    private static final int MAX_EXECUTORS = 1024;

    /** Checks the addresses. */
    public StaticCluster {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > MAX_EXECUTORS) {
            throw new IllegalArgumentException("Number of executors is out of range: executors=" + addresses.size()
                    + "; give 1 to " + MAX_EXECUTORS + " addresses");
        }
        if (self < 0 || self >= addresses.size()) {
            throw new IllegalArgumentException("Executor is not among the addresses: self=" + self + ", executors="
                    + addresses.size() + "; use 0 to " + (addresses.size() - 1));
        }
        List<PeerAddress> parsed = new ArrayList<>();
        for (String address : addresses) {
            PeerAddress peer = PeerAddress.parse(address);
            if (parsed.contains(peer)) {
                throw new IllegalArgumentException("Address is given twice: address=" + address);
            }
            parsed.add(peer);
        }
    }

    /** Address of an executor. */
    PeerAddress address(int executor) {
        return PeerAddress.parse(addresses.get(executor));
    }
}
