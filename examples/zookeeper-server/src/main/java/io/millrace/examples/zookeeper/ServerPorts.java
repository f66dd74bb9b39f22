package io.millrace.examples.zookeeper;

import io.millrace.examples.process.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a server listens, on the loopback address.
 *
 * @param client for clients
 * @param quorum for those that follow it while it leads
 * @param election for the votes of the others
 */
record ServerPorts(int client, int quorum, int election) {

    private static final int EACH = 3;

    /** Free ones for so many servers. */
    static List<ServerPorts> choose(int servers) throws IOException {
        List<Integer> free = FreePorts.choose(EACH * servers);
        return IntStream.range(0, servers)
                .map(i -> EACH * i)
                .mapToObj(i -> new ServerPorts(free.get(i), free.get(i + 1), free.get(i + 2)))
                .toList();
    }
}
