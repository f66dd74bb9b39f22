package io.millrace.examples.reliability.network;

import io.millrace.examples.process.Loopback;
import io.millrace.examples.reliability.network.Cuts.Way;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process in a network namespace that carries connections out of it and into it, by sockets that are files. To those in the
 * namespace everybody is on their loopback device.
 */
final class Relay {

    static final String READY = "ready";

    private static final Way ANY = new Way("", "");

    private final Cuts none = new Cuts();
    private final UnixDomainSocketAddress in;
    private final UnixDomainSocketAddress out;

    private Relay(Path folder, String member) {
        this.in = in(folder, member);
        this.out = out(folder, member);
    }

    /**
     * Ends with its standard input, on which each line is a port whose connections are to be carried out. Arguments: folder of
     * the sockets, name of the member.
     */
    public static void main(String[] args) throws IOException {
        Relay relay = new Relay(Path.of(args[0]), args[1]);
        relay.carryIn();
        System.out.println(READY);
        try (BufferedReader ports = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String port = ports.readLine(); port != null; port = ports.readLine()) {
                relay.carryOut(Integer.parseInt(port));
            }
        }
    }

    /** Where connections into the namespace of a member begin. */
    static UnixDomainSocketAddress in(Path folder, String member) {
        return UnixDomainSocketAddress.of(folder.resolve(member + ".in"));
    }

    /** Where connections out of it go. */
    static UnixDomainSocketAddress out(Path folder, String member) {
        return UnixDomainSocketAddress.of(folder.resolve(member + ".out"));
    }

    private void carryIn() throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(in);
        Acceptor.start(server, connection -> {
            int port = Pump.readPort(connection);
            Pump.connect(connection, SocketChannel.open(Loopback.address(port)), none, ANY);
        });
    }

    private void carryOut(int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(Loopback.address(port));
        Acceptor.start(server, connection -> {
            SocketChannel outside = SocketChannel.open(out);
            Pump.writePort(outside, port);
            Pump.connect(connection, outside, none, ANY);
        });
    }
}
