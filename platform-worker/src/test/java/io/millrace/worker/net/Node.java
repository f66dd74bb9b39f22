package io.millrace.worker.net;

import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The connections of an executor with a protocol that is made for tests. */
final class Node implements AutoCloseable {

    static final NetTimes TIMES = new NetTimes(2_000, 1, 20, 50, 500);
    static final NetSettings SETTINGS = NetSettings.DEFAULTS.withTimes(TIMES);

    final List<String> warnings = new CopyOnWriteArrayList<>();
    final FakeProtocol protocol = new FakeProtocol();
    final Counters counters = new Counters();
    final NetContext net;
    final Sockets sockets;
    final Door door;
    private final List<Link> links = new ArrayList<>();

    private Node(NetSettings settings, @Nullable Tls tls) {
        net = new NetContext(settings, 20, counters, System::nanoTime, () -> 0.0, new OnceLog(warnings::add));
        sockets = new Sockets(net, tls, PooledByteBufAllocator.DEFAULT);
        door = new Door(net, protocol);
        sockets.listen(door);
    }

    static Node start() {
        return new Node(SETTINGS, null);
    }

    static Node start(NetSettings settings, @Nullable Tls tls) {
        return new Node(settings, tls);
    }

    Link dial(Node other) {
        return dial("127.0.0.1", other.sockets.port());
    }

    Link dial(String host, int port) {
        Link link = new Link(
                new Peer(1, InetSocketAddress.createUnresolved(host, port)), net, protocol, sockets.dialling());
        links.add(link);
        link.start();
        return link;
    }

    int port() {
        return sockets.port();
    }

    @Override
    public void close() {
        links.forEach(Link::stop);
        sockets.closeDoor();
        protocol.dialled.forEach(connection -> connection.close("test ends"));
        protocol.accepted.forEach(connection -> connection.close("test ends"));
        sockets.close();
    }
}
