package io.millrace.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void shouldFindDifferentPortsInItsRange() throws IOException {
        assertThat(FreePorts.choose(3, new Random()).stream()
                        .flatMap(node -> Stream.of(node.plain(), node.controller(), node.sasl())))
                .hasSize(9)
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= FreePorts.FIRST && port < FreePorts.LAST);
    }

    @Test
    void shouldPassOverAPortThatIsTaken() throws IOException {
        long seed = System.nanoTime();
        List<NodePorts> first = FreePorts.choose(1, new Random(seed));
        try (ServerSocket taken = new ServerSocket(first.get(0).plain(), 1, InetAddress.getLoopbackAddress())) {
            List<NodePorts> second = FreePorts.choose(1, new Random(seed));
            assertThat(second.get(0).plain())
                    .as("seed %d, taken %d", seed, taken.getLocalPort())
                    .isEqualTo(first.get(0).controller());
        }
    }
}
