package io.millrace.worker.cluster;

import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.remote.Switchboard;
import io.millrace.worker.wire.LostChannel;
import io.millrace.worker.wire.WireListener;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells topologies what happens on the wire.
 *
 * <p><b>Thread.</b> Any.
 */
public final class WireNews implements WireListener {

    private static final Logger log = LoggerFactory.getLogger(WireNews.class);

    private final Switchboard switchboard;

    /** Passes everything on to a switchboard. */
    public WireNews(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    @Override
    public void onConnected(int executor) {
        // Who dialled has said so, with the address.
        log.debug("Connected: executor={}", executor);
        switchboard.connected(executor);
    }

    @Override
    public void onDisconnected(int executor, String reason) {
        log.info("Disconnected: executor={}; {}", executor, reason);
        switchboard.disconnected(executor, reason);
    }

    @Override
    public void onLost(int executor, List<LostChannel> channels, boolean messagesLost, String reason) {
        Map<String, List<ChannelAddress>> byTopology = channels.stream()
                .collect(Collectors.groupingBy(
                        LostChannel::topology, Collectors.mapping(LostChannel::address, Collectors.toList())));
        switchboard.lost(executor, byTopology, messagesLost, reason);
    }

    @Override
    public void onMessage(int fromExecutor, byte[] message) {
        switchboard.message(fromExecutor, message);
    }

    @Override
    public void onRefused(int executor, String reason) {
        // Whoever has the connections has said so, once.
        if (executor != UNKNOWN) {
            switchboard.disconnected(executor, reason);
        }
    }
}
