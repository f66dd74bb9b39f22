package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class ConsolePortTest {

    private static final String LOOPBACK = "127.0.0.1";

    @Test
    void shouldTakeAnyFreePortIfToldTo() throws Exception {
        try (ServerSocketChannel channel = ConsolePort.bind(LOOPBACK, 0)) {
            assertThat(port(channel)).isPositive();
            assertThat(((InetSocketAddress) channel.getLocalAddress())
                            .getAddress()
                            .isLoopbackAddress())
                    .isTrue();
        }
    }

    @Test
    void shouldRefuseAConfiguredPortThatIsInUse() throws Exception {
        try (ServerSocketChannel other = ConsolePort.bind(LOOPBACK, 0)) {
            int taken = port(other);

            ConsolePortException failure =
                    catchThrowableOfType(ConsolePortException.class, () -> ConsolePort.bind(LOOPBACK, taken));

            FailureAnalysis analysis = new ConsolePortFailureAnalyzer().analyze(failure);
            assertThat(analysis.getDescription()).contains("port " + taken, "in use");
            assertThat(analysis.getAction()).contains("millrace.console.port", "millrace.console.enabled=false");
        }
    }

    @Test
    void shouldMoveOnFromTheDefaultPortIfItIsInUse() throws Exception {
        try (ServerSocketChannel first = ConsolePort.bind(LOOPBACK, null);
                ServerSocketChannel second = ConsolePort.bind(LOOPBACK, null)) {
            assertThat(port(second)).isNotEqualTo(port(first)).isGreaterThan(port(first));
        }
    }

    @Test
    void shouldNameAnAddressThatThisMachineDoesNotHave() {
        ConsolePortException failure =
                catchThrowableOfType(ConsolePortException.class, () -> ConsolePort.bind("192.0.2.1", 0));

        FailureAnalysis analysis = new ConsolePortFailureAnalyzer().analyze(failure);
        assertThat(analysis.getDescription()).contains("192.0.2.1", "no such address");
        assertThat(analysis.getAction()).contains("millrace.console.address");
    }

    @Test
    void shouldNameAnAddressThatIsNone() {
        ConsolePortException failure =
                catchThrowableOfType(ConsolePortException.class, () -> ConsolePort.bind("no address", null));

        assertThat(new ConsolePortFailureAnalyzer().analyze(failure).getDescription())
                .contains("no address");
    }

    private static int port(ServerSocketChannel channel) throws Exception {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
