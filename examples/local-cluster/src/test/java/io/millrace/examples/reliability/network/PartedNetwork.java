package io.millrace.examples.reliability.network;

import io.millrace.examples.process.Loopback;
import io.millrace.examples.process.OwnFolder;
import io.millrace.examples.reliability.network.Cuts.Way;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Members in namespaces of their own. All their connections pass through this process, which knows from whom to whom they are,
 * and can cut them.
 *
 * <p><b>Lifecycle.</b> {@link #create} before the members are started, {@link #connect} when their ports are known, which they
 * wait for; at last {@link #close}.
 *
 * <p><b>Thread.</b> May be used by any once it is connected.
 */
public final class PartedNetwork implements AutoCloseable {

    private final Cuts cuts = new Cuts();
    private final Map<String, Namespace> namespaces = new LinkedHashMap<>();
    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private final OwnFolder folder;
    private Map<String, Integer> ports = Map.of();

    private PartedNetwork(OwnFolder folder) {
        this.folder = folder;
    }

    /** Makes namespaces for members of these names; needs root. */
    public static PartedNetwork create(Collection<String> members) throws IOException {
        // Names of sockets must be short.
        PartedNetwork network = new PartedNetwork(new OwnFolder(Files.createTempDirectory("parted"), true));
        try {
            for (String member : members) {
                network.namespaces.put(member, Namespace.create(network.folder.path(), member));
            }
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    /** Commands by which members are started in their namespaces. */
    public Map<String, List<String>> launchers() {
        Map<String, List<String>> launchers = new LinkedHashMap<>();
        namespaces.forEach((member, namespace) -> launchers.put(member, namespace.launcher()));
        return launchers;
    }

    /**
     * Lets everybody reach everybody.
     *
     * @param inside ports of the members in namespaces, each with one
     * @param outside ports that they want to reach besides, on the loopback device of this machine
     */
    public void connect(Map<String, Integer> inside, Collection<Integer> outside) throws IOException {
        ports = Map.copyOf(inside);
        for (Map.Entry<String, Namespace> each : namespaces.entrySet()) {
            String member = each.getKey();
            takeFrom(member);
            takeFor(member);
            for (int port : outside) {
                each.getValue().carryOut(port);
            }
            for (Map.Entry<String, Integer> other : ports.entrySet()) {
                if (!other.getKey().equals(member)) {
                    each.getValue().carryOut(other.getValue());
                }
            }
        }
    }

    /** Lets nothing through from one member to another, from now on. */
    public void cut(String from, String to) {
        cuts.cut(new Way(from, to));
    }

    /** Lets everything through. */
    public void mend() {
        cuts.mend();
    }

    @Override
    public void close() throws IOException {
        mend();
        for (ServerSocketChannel server : servers) {
            server.close();
        }
        for (Namespace namespace : namespaces.values()) {
            namespace.close();
        }
        folder.deleteIfTemporary();
    }

    /** Takes what comes out of the namespace of a member. */
    private void takeFrom(String member) throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(Relay.out(folder.path(), member));
        servers.add(server);
        Acceptor.start(server, connection -> {
            int port = Pump.readPort(connection);
            String to = ownerOf(port);
            SocketChannel target = to.isEmpty() ? SocketChannel.open(Loopback.address(port)) : into(to, port);
            Pump.connect(connection, target, cuts, new Way(member, to));
        });
    }

    /** Takes what those outside of all namespaces want from a member. */
    private void takeFor(String member) throws IOException {
        int port = ports.get(member);
        ServerSocketChannel server = ServerSocketChannel.open().bind(Loopback.address(port));
        servers.add(server);
        Acceptor.start(server, connection -> Pump.connect(connection, into(member, port), cuts, new Way("", member)));
    }

    private SocketChannel into(String member, int port) throws IOException {
        SocketChannel channel = SocketChannel.open(Relay.in(folder.path(), member));
        Pump.writePort(channel, port);
        return channel;
    }

    private String ownerOf(int port) {
        return ports.entrySet().stream()
                .filter(entry -> entry.getValue() == port)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
