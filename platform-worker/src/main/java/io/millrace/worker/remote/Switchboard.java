package io.millrace.worker.remote;

import io.millrace.worker.exchange.ChannelAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what happens on the way to other executors to the topologies that it concerns.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Switchboard {

    private static final Logger log = LoggerFactory.getLogger(Switchboard.class);

    private final Messages messages = new Messages();
    private final Map<String, PeerEvents> topologies = new HashMap<>(); // guarded by this
    private final Set<Integer> connected = new TreeSet<>(); // guarded by this

    /** Begins to pass on what concerns a topology. */
    public synchronized void register(String topology, PeerEvents events) {
        if (topologies.putIfAbsent(topology, events) != null) {
            throw new IllegalStateException("Topology takes part already: topology=" + topology);
        }
        connected.forEach(events::onConnected);
    }

    /** Ends it. */
    public synchronized void unregister(String topology) {
        topologies.remove(topology);
    }

    /** There is a connection to an executor. */
    public synchronized void connected(int executor) {
        connected.add(executor);
        topologies.values().forEach(events -> events.onConnected(executor));
    }

    /** There is none any more. */
    public synchronized void disconnected(int executor, String reason) {
        connected.remove(executor);
        topologies.values().forEach(events -> events.onDisconnected(executor, reason));
    }

    /**
     * Something was lost.
     *
     * @param channels what of channels, by topology
     */
    public synchronized void lost(
            int executor, Map<String, List<ChannelAddress>> channels, boolean messagesLost, String reason) {
        topologies.forEach((topology, events) -> {
            List<ChannelAddress> ofTopology = channels.getOrDefault(topology, List.of());
            if (messagesLost || !ofTopology.isEmpty()) {
                events.onLost(executor, ofTopology, messagesLost, reason);
            }
        });
    }

    /** A message has come. One for a topology that does not take part is left out; it will be asked again. */
    public void message(int executor, byte[] message) {
        Message read;
        try {
            read = messages.read(message);
        } catch (RuntimeException e) {
            log.error("Message cannot be read: executor={}, bytes={}", executor, message.length, e);
            lost(executor, Map.of(), true, "a message of it cannot be read: " + e.getMessage());
            return;
        }
        PeerEvents events = find(read.topology());
        if (events != null) {
            events.onMessage(executor, read);
        }
    }

    private synchronized @Nullable PeerEvents find(String topology) {
        return topologies.get(topology);
    }
}
