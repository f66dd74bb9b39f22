package io.millrace.master.zookeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Looks what is wrong with servers that do not answer, for the message of a start that has failed.
 *
 * <p><b>Thread.</b> Any that may wait: a second for each address of a server, and what looking up its name takes.
 */
final class ServerProbe {

    private static final int PATIENCE_MILLIS = 1000;
    private static final int MAX_SERVERS = 7;
    private static final int DEFAULT_PORT = 2181;

    private ServerProbe() {}

    /** What is found of each server, such as {@code zk1:2181 is no known host}. */
    static List<String> look(String servers) {
        return Arrays.stream(servers.split(",", -1))
                .limit(MAX_SERVERS)
                .map(server -> server + " " + fact(server))
                .toList();
    }

    private static String fact(String server) {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > server.lastIndexOf(']');
        int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : DEFAULT_PORT;
        String refusal = "no address";
        try {
            for (InetAddress address : InetAddress.getAllByName(hasPort ? server.substring(0, colon) : server)) {
                refusal = refusal(new InetSocketAddress(address, port));
                if (refusal.isEmpty()) {
                    return "takes connections, but does not answer as ZooKeeper does";
                }
            }
        } catch (UnknownHostException e) {
            return "is no known host";
        }
        return "is not reached (" + refusal + ")";
    }

    /** Why nobody takes a connection there; empty if somebody does. */
    private static String refusal(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
