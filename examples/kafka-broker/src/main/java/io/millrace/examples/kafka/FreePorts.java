package io.millrace.examples.kafka;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Finds ports that are free, at random, so that others who look for some at the same time find others. They are below those
 * that systems give to outgoing connections: nobody gets one by chance while its broker is down.
 */
final class FreePorts {

    static final int FIRST = 15_000;
    static final int LAST = 30_000;

    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** Ports for so many brokers. */
    static List<NodePorts> choose(int brokers, Random random) throws IOException {
        Deque<Integer> ports = free(3 * brokers, random);
        List<NodePorts> nodes = new ArrayList<>();
        for (int i = 0; i < brokers; i++) {
            nodes.add(new NodePorts(ports.remove(), ports.remove(), ports.remove()));
        }
        return nodes;
    }

    /** All are held until the last is found, so that none comes twice. */
    private static Deque<Integer> free(int count, Random random) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < ATTEMPTS && held.size() < count; i++) {
                tryToHold(FIRST + random.nextInt(LAST - FIRST), held);
            }
            if (held.size() < count) {
                throw new IOException("No free ports for Kafka: first=" + FIRST + ", last=" + LAST + ", needed=" + count
                        + "; see what occupies them");
            }
            Deque<Integer> ports = new ArrayDeque<>();
            held.forEach(socket -> ports.add(socket.getLocalPort()));
            return ports;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static void tryToHold(int port, List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(ClusterLayout.address(port));
            held.add(socket);
        } catch (IOException e) {
            socket.close(); // Taken; there are others.
        }
    }
}
