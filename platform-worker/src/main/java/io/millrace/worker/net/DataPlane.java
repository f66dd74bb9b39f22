package io.millrace.worker.net;

import io.millrace.worker.wire.Wire;
import io.millrace.worker.wire.WireContext;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of an executor to and from all others, and the wire that is spoken over them.
 *
 * <p>It listens, and it dials whom it is told to; so between two executors there are two connections, one for the data of
 * each. A lost one is dialled again, until {@link #disconnect} or {@link #close}.
 *
 * <p><b>Thread.</b> Any. Its own are daemons named {@code millrace-net-…}.
 *
 * <p><b>Lifecycle.</b> {@link #close} waits, for a second or two at most, and must not be called by one of its threads. It
 * closes the wire.
 */
public final class DataPlane implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataPlane.class);

    private final NetContext net;
    private final Sockets sockets;
    private final Wire wire;
    private final Protocol protocol;
    private final Map<Integer, Link> links = new ConcurrentHashMap<>();

    private DataPlane(NetSettings settings, @Nullable Tls tls, WireSetup setup, DoubleSupplier jitter) {
        WireContext given = setup.context();
        OnceLog once = new OnceLog(log::warn);
        long tickMillis =
                Math.max(1, TimeUnit.NANOSECONDS.toMillis(setup.settings().heartbeatNanos()));
        this.net = new NetContext(settings, tickMillis, new Counters(), given.clockNanos(), jitter, once);
        this.wire = new Wire(
                setup.settings(),
                setup.self(),
                setup.secret(),
                new WireContext(
                        given.buffers(),
                        given.randomness(),
                        given.clockNanos(),
                        new Refusals(given.listener(), once, this::refused)));
        this.protocol = Protocol.of(wire);
        this.sockets = new Sockets(net, tls, given.buffers());
    }

    /**
     * Begins to listen.
     *
     * @param tls how connections are secured, or null for not at all
     * @param jitter draws from 0 to 1, for pauses between attempts; any thread
     * @throws CannotListenException if the address cannot be taken
     */
    public static DataPlane start(NetSettings settings, @Nullable Tls tls, WireSetup setup, DoubleSupplier jitter) {
        DataPlane plane = new DataPlane(settings, tls, setup, jitter);
        plane.sockets.listen(new Door(plane.net, plane.protocol));
        return plane;
    }

    /** What is spoken over the connections. */
    public Wire wire() {
        return wire;
    }

    /** Port on which it listens. */
    public int port() {
        return sockets.port();
    }

    /** Sees to it that there is a connection to an executor. Another address than before takes the place of that. */
    public synchronized void connect(int executor, String host, int port) {
        InetSocketAddress address = InetSocketAddress.createUnresolved(host, port);
        Link known = links.get(executor);
        if (known != null && known.address().equals(address)) {
            return;
        }
        if (known != null) {
            known.stop();
        }
        Link link = new Link(new Peer(executor, address), net, protocol, sockets.dialling());
        links.put(executor, link);
        link.start();
    }

    /** Closes our connection to an executor. */
    public synchronized void disconnect(int executor) {
        Link known = links.remove(executor);
        if (known != null) {
            known.stop();
        }
    }

    /** What has happened so far. */
    public NetStatistics statistics() {
        return net.counters().snapshot();
    }

    @Override
    public synchronized void close() {
        links.values().forEach(Link::stop);
        links.clear();
        sockets.closeDoor();
        wire.close();
        sockets.close();
    }

    private void refused(int executor) {
        Link link = links.get(executor);
        if (link != null) {
            link.refused();
        }
    }
}
