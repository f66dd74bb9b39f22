package io.millrace.examples.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void shouldFindDifferentPortsInItsRange() throws IOException {
        assertThat(FreePorts.choose(9))
                .hasSize(9)
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= FreePorts.FIRST && port < FreePorts.LAST);
    }

    @Test
    void shouldPassOverAPortThatIsTaken() throws IOException {
        long seed = System.nanoTime();
        List<Integer> first = FreePorts.choose(2, new Random(seed));
        try (ServerSocket taken = new ServerSocket(first.get(0), 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.choose(1, new Random(seed)))
                    .as("seed %d, taken %d", seed, taken.getLocalPort())
                    .containsExactly(first.get(1));
        }
    }
}
