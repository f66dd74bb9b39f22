package io.millrace.examples.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Finds ports that are free, at random, so that others who look for some at the same time find others. They are below those
 * that systems give to outgoing connections: nobody gets one by chance while its server is down.
 */
public final class FreePorts {

    static final int FIRST = 15_000;
    static final int LAST = 30_000;

    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** So many different ports. */
    public static List<Integer> choose(int count) throws IOException {
        return choose(count, new Random());
    }

    /** All are held until the last is found, so that none comes twice. */
    static List<Integer> choose(int count, Random random) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < ATTEMPTS && held.size() < count; i++) {
                tryToHold(FIRST + random.nextInt(LAST - FIRST), held);
            }
            if (held.size() < count) {
                throw new IOException("No free ports: first=" + FIRST + ", last=" + LAST + ", needed=" + count
                        + "; see what occupies them");
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static void tryToHold(int port, List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(Loopback.address(port));
            held.add(socket);
        } catch (IOException e) {
            socket.close(); // Taken; there are others.
        }
    }
}
