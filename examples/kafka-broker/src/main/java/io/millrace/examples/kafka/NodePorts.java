package io.millrace.examples.kafka;

import io.millrace.examples.process.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a broker listens, on the loopback address.
 *
 * @param plain for clients and other brokers
 * @param controller for the controllers
 * @param sasl for clients that say who they are
 */
record NodePorts(int plain, int controller, int sasl) {

    private static final int EACH = 3;

    /** Free ones for so many brokers. */
    static List<NodePorts> choose(int brokers) throws IOException {
        List<Integer> free = FreePorts.choose(EACH * brokers);
        return IntStream.range(0, brokers)
                .mapToObj(i -> new NodePorts(free.get(EACH * i), free.get(EACH * i + 1), free.get(EACH * i + 2)))
                .toList();
    }
}
