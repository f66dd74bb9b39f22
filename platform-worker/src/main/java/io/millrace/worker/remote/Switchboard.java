package io.millrace.worker.remote;

import io.millrace.worker.exchange.ChannelAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what happens on the way to other executors to the topologies that it concerns.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Switchboard {

    private static final Logger log = LoggerFactory.getLogger(Switchboard.class);

    /** Stands for the name of a topology. */
    private static final String WATCHING = "";

    private final Messages messages = new Messages();
    private final Map<String, List<PeerEvents>> topologies = new HashMap<>(); // guarded by this
    private final Set<Integer> connected = new TreeSet<>(); // guarded by this

    /** Begins to pass on what concerns a topology, to one more. */
    public synchronized void register(String topology, PeerEvents events) {
        topologies.merge(topology, List.of(events), Switchboard::joined);
        connected.forEach(events::onConnected);
    }

    /** Ends it. */
    public synchronized void unregister(String topology, PeerEvents events) {
        topologies.computeIfPresent(
                topology,
                (name, known) -> known.stream().filter(each -> each != events).toList());
    }

    /** Begins to tell somebody of all connections, whatever topology they serve, and of messages that are for no part of one. */
    public void watch(PeerEvents events) {
        register(WATCHING, events);
    }

    /** There is a connection to an executor. */
    public synchronized void connected(int executor) {
        connected.add(executor);
        all().forEach(events -> events.onConnected(executor));
    }

    /** There is none any more. */
    public synchronized void disconnected(int executor, String reason) {
        connected.remove(executor);
        all().forEach(events -> events.onDisconnected(executor, reason));
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
                events.forEach(each -> each.onLost(executor, ofTopology, messagesLost, reason));
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
        find(read.isForTopology() ? read.topology() : WATCHING).forEach(events -> events.onMessage(executor, read));
    }

    private synchronized List<PeerEvents> find(String topology) {
        return topologies.getOrDefault(topology, List.of());
    }

    private static List<PeerEvents> joined(List<PeerEvents> some, List<PeerEvents> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private Stream<PeerEvents> all() {
        return topologies.values().stream().flatMap(List::stream);
    }
}
